package dev.reconciler.source.store;

import dev.reconciler.source.store.S3Settings.Patience;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * The bytes of one answer.
 *
 * @param in ends with an error where the time is up
 * @param size as the store announced it; negative where it did not
 */
record S3Body(InputStream in, long size, Runnable abort) {

    /** Makes something of the bytes. */
    interface Reading<T> {
        T read(S3Body body) throws IOException;
    }

    /**
     * Lets the SDK try again where the stream breaks, until the patience for one object is gone.
     */
    static <T> ResponseTransformer<GetObjectResponse, T> reader(
            Patience patience, Reading<T> reading) {
        long start = System.nanoTime();
        return (response, stream) -> {
            S3Body body = of(response, stream, start, patience);
            try {
                return reading.read(body);
            } catch (TimeUp e) {
                stream.abort();
                throw e;
            } catch (IOException e) {
                stream.abort();
                throw RetryableException.create("the stream was cut: " + e.getMessage(), e);
            }
        };
    }

    private static S3Body of(
            GetObjectResponse response,
            AbortableInputStream stream,
            long start,
            Patience patience) {
        long size = response.contentLength() == null ? -1 : response.contentLength();
        InputStream in = new TimedStream(stream, start, patience.forBytes(size));
        return new S3Body(in, size, stream::abort);
    }

    /** Drops the connection, since the rest of the answer is not wanted. */
    void giveUp() {
        abort.run();
    }

    /** A stream that ends early is an object that was not read, not a corrupt one. */
    void requireWhole(long read) throws IOException {
        if (size >= 0 && read != size) {
            throw new IOException(read + " of " + size + " bytes came");
        }
    }

    /** Not tried again. */
    private static final class TimeUp extends IOException {
        private static final long serialVersionUID = 1L;

        TimeUp(Duration limit) {
            super("not read to its end within " + limit.toSeconds() + " s");
        }
    }

    /** Bounds the whole time: a socket's time-out only bounds the silence between two pieces. */
    private static final class TimedStream extends FilterInputStream {
        private final long start;
        private final Duration limit;

        TimedStream(InputStream in, long start, Duration limit) {
            super(in);
            this.start = start;
            this.limit = limit;
        }

        @Override
        public int read() throws IOException {
            requireTime();
            return super.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            requireTime();
            return super.read(bytes, offset, length);
        }

        private void requireTime() throws TimeUp {
            if (System.nanoTime() - start > limit.toNanos()) {
                throw new TimeUp(limit);
            }
        }
    }
}
