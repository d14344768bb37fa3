package dev.reconciler.source.store;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Tells the log of each request that is sent once more: the SDK does so without a word. */
final class S3RetryLog implements ExecutionInterceptor {
    private static final Logger LOG = LoggerFactory.getLogger(S3RetryLog.class);
    private static final ExecutionAttribute<Sent> SENT =
            new ExecutionAttribute<>("reconciler.sent");

    /** How often a request was sent, and what the last time came to. */
    private record Sent(int times, String answer) {}

    @Override
    public void beforeTransmission(
            Context.BeforeTransmission context, ExecutionAttributes attributes) {
        Sent before = attributes.getOptionalAttribute(SENT).orElse(new Sent(0, ""));
        if (before.times() > 0) {
            LOG.warn(
                    "{}{}: {}; try {} failed, asked again",
                    context.httpRequest().host(),
                    context.httpRequest().encodedPath(),
                    before.answer(),
                    before.times());
        }
        attributes.putAttribute(SENT, new Sent(before.times() + 1, "no answer"));
    }

    @Override
    public void afterTransmission(
            Context.AfterTransmission context, ExecutionAttributes attributes) {
        int times = attributes.getAttribute(SENT).times();
        int status = context.httpResponse().statusCode();
        attributes.putAttribute(
                SENT,
                new Sent(
                        times,
                        context.httpResponse().isSuccessful()
                                ? "its bytes did not come to their end"
                                : "the store answered " + status));
    }
}
