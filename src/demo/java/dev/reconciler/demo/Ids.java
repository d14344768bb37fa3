package dev.reconciler.demo;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.bson.BsonObjectId;
import org.bson.types.ObjectId;

/** Ids and commits, drawn. */
final class Ids {
    private Ids() {}

    /** An ObjectId of that second. */
    static BsonObjectId at(Instant time, SplittableRandom chance) {
        return new BsonObjectId(
                new ObjectId(
                        ByteBuffer.allocate(12)
                                .putInt((int) time.getEpochSecond())
                                .putLong(chance.nextLong())
                                .array()));
    }

    static String commit(SplittableRandom chance) {
        byte[] bytes = new byte[20];
        chance.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
