package dev.reconciler.storm;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.RawBsonDocument;

/**
 * Stands between a client and a MongoDB server, and lets things happen to commands. It makes the
 * server stingy as well: a batch has few documents, so that even small collections take several.
 */
public final class MongoProxy implements AutoCloseable {
    private static final Set<String> SPARED =
            Set.of("hello", "isMaster", "ismaster", "endSessions", "killCursors", "ping");
    private static final Set<String> BATCHED = Set.of("find", "getMore");
    private static final Set<String> WITNESSED = Set.of("find", "findAndModify");
    private static final int BATCH = 11;
    private static final long SLOW_MILLIS = 150;
    private static final long LATE_MILLIS = 120;

    private final ServerSocket listening;
    private final int server;
    private final Object oneAtATime = new Object();
    private volatile MongoStorm storm = MongoStorm.none();
    private volatile boolean isStingy = true;
    private volatile Optional<Witness> witness = Optional.empty();
    private volatile Consumer<BsonDocument> listener = command -> {};

    /** Sees what is asked for and what is answered, one after the other in the server's order. */
    public interface Witness {
        void saw(BsonDocument command, BsonDocument answer);
    }

    /**
     * @param server its port on this host
     */
    public MongoProxy(int server) {
        this.server = server;
        try {
            this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /** From now on batches have as many documents as they are asked for. */
    public MongoProxy generous() {
        isStingy = false;
        return this;
    }

    /** From now on. */
    public void weather(MongoStorm next) {
        storm = next;
    }

    /** From now on commands that read or write documents are served one after the other. */
    public void witness(Witness next) {
        witness = Optional.of(next);
    }

    /** From now on it is told each command, whatever becomes of that. */
    public void overhear(Consumer<BsonDocument> next) {
        listener = next;
    }

    /** How clients reach the server; they wait a short time only. */
    public String uri() {
        return "mongodb://127.0.0.1:"
                + listening.getLocalPort()
                + "/?serverSelectionTimeoutMS=10000&socketTimeoutMS=1500&heartbeatFrequencyMS=500";
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket to = new Socket(InetAddress.getLoopbackAddress(), server)) {
            client.setTcpNoDelay(true);
            to.setTcpNoDelay(true);
            boolean goesOn = true;
            while (goesOn) {
                Optional<Message> asked = Message.read(client.getInputStream());
                goesOn = asked.isPresent() && pass(asked.get(), client, to);
            }
        } catch (IOException gone) {
            // Either side may leave at any time.
            return;
        }
    }

    /** Returns whether the connection stands. */
    private boolean pass(Message asked, Socket client, Socket to) throws IOException {
        asked.body().ifPresent(listener);
        Optional<String> command = asked.body().map(BsonDocument::getFirstKey);
        Message sent =
                isStingy && command.filter(BATCHED::contains).isPresent() ? stingy(asked) : asked;
        OutputStream up = to.getOutputStream();
        InputStream down = to.getInputStream();
        Optional<MongoFault> fault =
                command.filter(name -> !SPARED.contains(name)).flatMap(storm::befalls);
        if (fault.isEmpty()) {
            return answer(client, seen(sent, up, down));
        }
        return switch (fault.get()) {
            case CUT_BEFORE -> false;
            case CUT_WITHIN -> {
                up.write(Arrays.copyOf(sent.bytes(), sent.bytes().length / 2));
                yield false;
            }
            case CUT_AFTER -> {
                ask(sent, up, down);
                yield false;
            }
            case CUT_ANSWER -> {
                byte[] answer = ask(sent, up, down).orElseThrow(IOException::new).bytes();
                client.getOutputStream().write(Arrays.copyOf(answer, answer.length / 2));
                yield false;
            }
            case LATE -> {
                client.close();
                sleep(LATE_MILLIS);
                ask(sent, up, down);
                yield false;
            }
            case SLOW -> {
                sleep(SLOW_MILLIS);
                yield answer(client, ask(sent, up, down));
            }
            case SILENT -> {
                ask(sent, up, down);
                // Until the client has lost its patience.
                yield Message.read(client.getInputStream()).isPresent();
            }
            case NOT_PRIMARY ->
                    answer(
                            client,
                            Optional.of(
                                    asked.answer(
                                            error(10107, "NotWritablePrimary", "not primary"))));
            case FORGOTTEN ->
                    answer(
                            client,
                            Optional.of(
                                    asked.answer(
                                            error(43, "CursorNotFound", "cursor id not found"))));
            case UNSURE ->
                    answer(
                            client,
                            ask(sent, up, down).map(answer -> answer.with(MongoProxy::unsure)));
        };
    }

    private Optional<Message> seen(Message sent, OutputStream up, InputStream down)
            throws IOException {
        Optional<RawBsonDocument> command = sent.body();
        if (witness.isEmpty()
                || command.filter(some -> WITNESSED.contains(some.getFirstKey())).isEmpty()) {
            return ask(sent, up, down);
        }
        synchronized (oneAtATime) {
            Optional<Message> answer = ask(sent, up, down);
            answer.flatMap(Message::body).ifPresent(body -> witness.get().saw(command.get(), body));
            return answer;
        }
    }

    private static Message stingy(Message asked) {
        return asked.with(body -> body.append("batchSize", new BsonInt32(BATCH)));
    }

    private static Optional<Message> ask(Message message, OutputStream up, InputStream down)
            throws IOException {
        up.write(message.bytes());
        up.flush();
        return Message.read(down);
    }

    private static boolean answer(Socket client, Optional<Message> answer) throws IOException {
        if (answer.isPresent()) {
            client.getOutputStream().write(answer.get().bytes());
            client.getOutputStream().flush();
        }
        return answer.isPresent();
    }

    private static BsonDocument error(int code, String name, String text) {
        return new BsonDocument("ok", new BsonDouble(0))
                .append("code", new BsonInt32(code))
                .append("codeName", new BsonString(name))
                .append("errmsg", new BsonString(text));
    }

    private static BsonDocument unsure(BsonDocument answer) {
        return answer.append(
                "writeConcernError",
                new BsonDocument("code", new BsonInt32(64))
                        .append("codeName", new BsonString("WriteConcernTimeout"))
                        .append("errmsg", new BsonString("waiting for replication timed out")));
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
