package dev.reconciler.storm;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;

/**
 * A message of MongoDB's wire protocol: 16 bytes of header, and what they say follows.
 *
 * @param bytes all of it
 */
record Message(byte[] bytes) {
    private static final BsonDocumentCodec CODEC = new BsonDocumentCodec();
    private static final int HEADER = 16;
    private static final int OP_MSG = 2013;
    private static final int LARGEST = 48_000_000;

    /** Of OP_MSG: flags, and the kind of the first section, which is the command itself. */
    private static final int BODY = HEADER + 5;

    /** Empty where the stream ends. */
    static Optional<Message> read(InputStream in) throws IOException {
        byte[] length = in.readNBytes(4);
        if (length.length < 4) {
            return Optional.empty();
        }
        int size = little(length).getInt();
        if (size < HEADER || size > LARGEST) {
            throw new IOException("no message has " + size + " bytes");
        }
        byte[] bytes = Arrays.copyOf(length, size);
        try {
            new DataInputStream(in).readFully(bytes, 4, size - 4);
        } catch (EOFException e) {
            return Optional.empty();
        }
        return Optional.of(new Message(bytes));
    }

    /** What is asked or answered; empty for the messages of old that begin a connection. */
    Optional<RawBsonDocument> body() {
        boolean isPlain = little(bytes).getInt(12) == OP_MSG && bytes[BODY - 1] == 0;
        return isPlain
                ? Optional.of(new RawBsonDocument(bytes, BODY, little(bytes).getInt(BODY)))
                : Optional.empty();
    }

    /** The same with another body; what follows the body is kept. */
    Message with(UnaryOperator<BsonDocument> change) {
        RawBsonDocument before = body().orElseThrow();
        int end = BODY + little(bytes).getInt(BODY);
        BsonDocument after = change.apply(before.decode(CODEC));
        return assembled(little(bytes).getInt(4), little(bytes).getInt(8), after, end);
    }

    /** An answer to this message, as if the server gave it. */
    Message answer(BsonDocument body) {
        return assembled(0, little(bytes).getInt(4), body, bytes.length);
    }

    private Message assembled(int id, int answers, BsonDocument body, int rest) {
        byte[] encoded = encoded(body);
        ByteBuffer buffer = little(new byte[BODY + encoded.length + bytes.length - rest]);
        buffer.putInt(buffer.capacity()).putInt(id).putInt(answers).putInt(OP_MSG);
        buffer.putInt(0).put((byte) 0).put(encoded).put(bytes, rest, bytes.length - rest);
        return new Message(buffer.array());
    }

    private static byte[] encoded(BsonDocument body) {
        ByteBuffer buffer = new RawBsonDocument(body, CODEC).getByteBuffer().asNIO();
        byte[] encoded = new byte[buffer.remaining()];
        buffer.get(encoded);
        return encoded;
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
