package dev.reconciler.compare;

import dev.reconciler.model.Id;
import dev.reconciler.model.TreeId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonObjectId;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.types.ObjectId;

/**
 * Bytes of values in the run's sorted files and the ledger's rows. They are read by the version
 * that wrote them only.
 */
final class Wire {
    private static final BsonDocumentCodec CODEC = new BsonDocumentCodec();
    private static final int OBJECT_ID = 1;
    private static final int ANY = 2;

    private Wire() {}

    /** Puts values one after the other. */
    static final class Out {
        private ByteBuffer buffer = ByteBuffer.allocate(256);

        private ByteBuffer room(int bytes) {
            if (buffer.remaining() < bytes) {
                int needed = Math.addExact(buffer.position(), bytes);
                buffer =
                        ByteBuffer.allocate(Math.max(needed, 2 * buffer.capacity()))
                                .put(buffer.flip());
            }
            return buffer;
        }

        Out flags(int flags) {
            room(Short.BYTES).putShort((short) flags);
            return this;
        }

        Out instant(Instant instant) {
            room(Long.BYTES + Integer.BYTES)
                    .putLong(instant.getEpochSecond())
                    .putInt(instant.getNano());
            return this;
        }

        Out bytes(byte[] value) {
            return bytes(ByteBuffer.wrap(value));
        }

        private Out bytes(ByteBuffer value) {
            room(Integer.BYTES + value.remaining()).putInt(value.remaining()).put(value);
            return this;
        }

        Out text(String value) {
            return bytes(value.getBytes(StandardCharsets.UTF_8));
        }

        Out tree(TreeId tree) {
            byte[] digest = HexFormat.of().parseHex(tree.hex());
            room(1 + digest.length).put((byte) digest.length).put(digest);
            return this;
        }

        Out id(Id id) {
            return value(id.value());
        }

        Out value(BsonValue value) {
            if (value instanceof BsonObjectId id) {
                id.getValue().putToByteBuffer(room(1 + 12).put((byte) OBJECT_ID));
                return this;
            }
            room(1).put((byte) ANY);
            return document(new RawBsonDocument(new BsonDocument("v", value), CODEC));
        }

        Out document(RawBsonDocument document) {
            return bytes(document.getByteBuffer().asNIO());
        }

        Out ids(List<Id> ids) {
            room(Integer.BYTES).putInt(ids.size());
            ids.forEach(this::id);
            return this;
        }

        byte[] toBytes() {
            return Arrays.copyOf(buffer.array(), buffer.position());
        }
    }

    /** Takes the values again, in the same order. */
    static final class In {
        private final ByteBuffer buffer;

        In(byte[] bytes) {
            this.buffer = ByteBuffer.wrap(bytes);
        }

        int flags() {
            return buffer.getShort() & 0xFFFF;
        }

        Instant instant() {
            return Instant.ofEpochSecond(buffer.getLong(), buffer.getInt());
        }

        byte[] bytes() {
            byte[] value = new byte[buffer.getInt()];
            buffer.get(value);
            return value;
        }

        In skipBytes() {
            int length = buffer.getInt();
            buffer.position(buffer.position() + length);
            return this;
        }

        String text() {
            return new String(bytes(), StandardCharsets.UTF_8);
        }

        TreeId tree() {
            byte[] digest = new byte[buffer.get()];
            buffer.get(digest);
            return new TreeId(HexFormat.of().formatHex(digest));
        }

        Id id() {
            return Id.of(value());
        }

        BsonValue value() {
            if (buffer.get() == OBJECT_ID) {
                byte[] id = new byte[12];
                buffer.get(id);
                return new BsonObjectId(new ObjectId(id));
            }
            return Objects.requireNonNull(document().decode(CODEC).get("v"));
        }

        RawBsonDocument document() {
            return new RawBsonDocument(bytes());
        }

        List<Id> ids() {
            int size = buffer.getInt();
            List<Id> ids = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                ids.add(id());
            }
            return ids;
        }

        <T> Optional<T> optional(boolean present, java.util.function.Supplier<T> read) {
            return present ? Optional.of(read.get()) : Optional.empty();
        }
    }
}
