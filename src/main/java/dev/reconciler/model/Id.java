package dev.reconciler.model;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bson.BsonDocument;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.types.ObjectId;

/**
 * An id of any BSON type. Ids are equal, and ordered, as BSON comparison says (contract, section
 * 1): 5 the int32 and 5.0 the double are one id.
 *
 * <p>The order is that of {@link #key()}, so that SQL, partitions, positions and sorted files all
 * have the same one.
 */
public final class Id implements Comparable<Id> {
    private static final Pattern OBJECT_ID = Pattern.compile("[0-9a-fA-F]{24}");

    /** Of the hash FNV-1a with 64 bits. */
    private static final long FNV_BASIS = 0xcbf29ce484222325L;

    private static final long FNV_PRIME = 0x100000001b3L;

    private final BsonValue value;
    private final byte[] key;

    private Id(BsonValue value) {
        this.value = value;
        this.key = KeyWriter.keyOf(value);
    }

    /** The id that {@code value} is; BSON null is a legal {@code _id}, too. */
    public static Id of(BsonValue value) {
        return new Id(value);
    }

    /** The {@code _id} of a document; empty where it has none. */
    public static Optional<Id> ofDocument(BsonDocument document) {
        return Optional.ofNullable(document.get("_id")).map(Id::of);
    }

    /** The value as it was read, its BSON type kept. */
    public BsonValue value() {
        return value;
    }

    /**
     * A copy of the key: comparing keys bytewise, unsigned, is comparing ids. A key ends itself, so
     * keys may be concatenated.
     */
    public byte[] key() {
        return key.clone();
    }

    /**
     * A hash of 64 bits, which is the same in every process: for tables of many ids that have no
     * room for them, where it does no harm that two of them might, hardly ever, have the same one.
     */
    public long fingerprint() {
        long hash = FNV_BASIS;
        for (byte one : key) {
            hash = (hash ^ (one & 0xff)) * FNV_PRIME;
        }
        return hash;
    }

    /**
     * The id in files and output: an ObjectId's 24 digits, a string itself (one that looks like an
     * ObjectId as {@code {"$string":"…"}}), else canonical extended JSON.
     */
    public String text() {
        return switch (value) {
            case BsonObjectId id -> id.getValue().toHexString();
            case BsonString string when !isHex(string.getValue()) -> string.getValue();
            default -> json();
        };
    }

    /**
     * The id as a JSON text to embed: ObjectIds and strings are JSON strings, anything else is
     * canonical extended JSON. {@link #fromJson} reads it again without loss.
     */
    public String json() {
        return switch (value) {
            case BsonObjectId id -> '"' + id.getValue().toHexString() + '"';
            case BsonString string when isHex(string.getValue()) ->
                    "{\"$string\":\"" + string.getValue() + "\"}";
            default -> ExtendedJson.write(value);
        };
    }

    /** The id that a JSON string stands for: an ObjectId where it has the 24 digits of one. */
    public static Id ofString(String text) {
        return of(isHex(text) ? new BsonObjectId(new ObjectId(text)) : new BsonString(text));
    }

    /**
     * The id that a person typed or a table holds: the reverse of {@link #text()}.
     *
     * <p>A text that does not begin with a brace is a string or an ObjectId, so the rare ids {@code
     * true}, {@code null} and arrays are found by {@link #fromJson} only.
     */
    public static Id parse(String text) {
        var extended = text.startsWith("{") ? fromJson(text) : Optional.<Id>empty();
        return extended.orElseGet(() -> ofString(text));
    }

    /**
     * The id that a JSON text stands for: what {@link #json()} writes, and besides any extended
     * JSON and bare numbers. Empty where it is no JSON or no value.
     */
    public static Optional<Id> fromJson(String json) {
        return ExtendedJson.read(json).map(Id::fromExtended);
    }

    private static Id fromExtended(BsonValue value) {
        return switch (value) {
            case BsonString string -> ofString(string.getValue());
            case BsonDocument wrapper
                    when wrapper.size() == 1
                            && wrapper.get("$string") instanceof BsonString string ->
                    of(string);
            default -> of(value);
        };
    }

    /**
     * The id as a file name: bytes other than {@code A-Z a-z 0-9 . _ -} percent-encoded, at most
     * 200 long, a longer one cut and ended by a digest.
     */
    public String fileName() {
        return FileName.of(text());
    }

    private static boolean isHex(String text) {
        return OBJECT_ID.matcher(text).matches();
    }

    @Override
    public int compareTo(Id other) {
        return Keys.compare(key, other.key);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Id id && Arrays.equals(key, id.key);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(key);
    }

    @Override
    public String toString() {
        return text();
    }
}
