package dev.reconciler.source.store;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An S3 endpoint that answers as it is told to: each answer in its turn, the last one ever after.
 */
public final class FaultyEndpoint implements AutoCloseable {
    private final HttpServer server;
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final AtomicInteger requests = new AtomicInteger();

    /** One answer to one request. */
    public interface Answer {
        void to(HttpExchange request) throws IOException;
    }

    public FaultyEndpoint() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    public FaultyEndpoint then(Answer answer) {
        answers.add(answer);
        return this;
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    int requests() {
        return requests.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** The object, whole. */
    static Answer object(byte[] bytes) {
        return request -> {
            request.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
            request.getResponseBody().write(bytes);
        };
    }

    /** The announced length, but only the first bytes. */
    static Answer cut(byte[] bytes, int after) {
        return request -> {
            request.sendResponseHeaders(200, bytes.length);
            request.getResponseBody().write(bytes, 0, after);
            request.getResponseBody().flush();
        };
    }

    /** A few bytes at a time, for ever. */
    static Answer trickle(int length, Duration pause) {
        return request -> {
            request.sendResponseHeaders(200, length);
            for (int i = 0; i < length; i++) {
                request.getResponseBody().write('x');
                request.getResponseBody().flush();
                sleep(pause);
            }
        };
    }

    /** Nothing at all. */
    static Answer silence() {
        return silence(Duration.ofSeconds(5));
    }

    /** Nothing at all for a while, then the end. */
    static Answer silence(Duration time) {
        return request -> sleep(time);
    }

    /** As S3 says that something is wrong. */
    static Answer error(int status, String code) {
        String body =
                "<?xml version=\"1.0\"?><Error><Code>%s</Code><Message>no</Message></Error>"
                        .formatted(code);
        return text(status, "application/xml", body);
    }

    /** As a proxy in between says that something is wrong. */
    static Answer text(int status, String type, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return request -> {
            request.getResponseHeaders().add("Content-Type", type);
            request.sendResponseHeaders(status, bytes.length);
            request.getResponseBody().write(bytes);
        };
    }

    private void answer(HttpExchange request) throws IOException {
        requests.incrementAndGet();
        try (request) {
            next().to(request);
        }
    }

    private synchronized Answer next() {
        return answers.size() > 1 ? answers.remove() : answers.element();
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
