package dev.reconciler.job;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Asks many questions at a time, no more than a fixed number of them on the way.
 *
 * @param most how many
 */
record InFlight(int most) {

    /**
     * The answer to each question, once all are there.
     *
     * @throws RuntimeException what a question threw, the first of them
     */
    <Q, A> Map<Q, A> answers(Collection<Q> questions, Function<Q, A> asking) {
        var names = Thread.ofVirtual().name("check-", 0).factory();
        try (ExecutorService threads = Executors.newFixedThreadPool(most, names)) {
            Map<Q, Future<A>> asked = new LinkedHashMap<>();
            questions.forEach(q -> asked.put(q, threads.submit(() -> asking.apply(q))));
            Map<Q, A> answers = new LinkedHashMap<>();
            for (var question : asked.entrySet()) {
                answers.put(question.getKey(), answer(question.getValue(), threads));
            }
            return answers;
        }
    }

    private static <A> A answer(Future<A> asked, ExecutorService threads) {
        try {
            return asked.get();
        } catch (ExecutionException e) {
            threads.shutdownNow();
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for an answer", e);
        }
    }
}
