package dev.reconciler.source.dump;

import dev.reconciler.model.Id;
import dev.reconciler.model.Problem;
import dev.reconciler.source.BsonStructure;
import dev.reconciler.source.ByteSource;
import dev.reconciler.source.DocumentCursor;
import dev.reconciler.source.IoReason;
import dev.reconciler.source.Item;
import dev.reconciler.source.KeyRange;
import dev.reconciler.source.PackedInput;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipException;
import org.bson.RawBsonDocument;

/**
 * Reads a file of BSON documents, one after the other without anything between them. The length of
 * each says where the next begins, so a document that is wrong inside is passed over, but after a
 * wrong length nothing can be found any more.
 */
final class DumpCursor implements DocumentCursor {
    private static final int BUFFER = 1 << 18;
    private static final String CUT = "the snapshot ends in the middle of a document";

    private final ByteSource file;
    private final String collection;
    private final KeyRange range;
    private final boolean allowIncomplete;
    private final PackedInput unpacked;
    private final InputStream in;

    private final byte[] length = new byte[Integer.BYTES];
    private long position;
    private long documents;
    private boolean ended;

    private DumpCursor(
            ByteSource file,
            String collection,
            KeyRange range,
            boolean allowIncomplete,
            PackedInput unpacked) {
        this.file = file;
        this.collection = collection;
        this.range = range;
        this.allowIncomplete = allowIncomplete;
        this.unpacked = unpacked;
        this.in = new BufferedInputStream(unpacked, BUFFER);
    }

    static DumpCursor open(
            ByteSource file, String collection, KeyRange range, boolean allowIncomplete) {
        try {
            return new DumpCursor(file, collection, range, allowIncomplete, PackedInput.open(file));
        } catch (IOException e) {
            throw new Problem(
                    "the snapshot cannot be read: " + IoReason.of(e),
                    file.name(),
                    "Check the rights on it",
                    e);
        }
    }

    @Override
    public Optional<Item> next() {
        var item = read();
        while (item.isPresent() && !isInRange(item.get())) {
            item = read();
        }
        return item;
    }

    private boolean isInRange(Item item) {
        return range.isAll()
                || switch (item) {
                    case Item.Document document ->
                            Id.ofDocument(document.document())
                                    .map(range::has)
                                    .orElse(range.after().isEmpty());
                    case Item.Unreadable _ -> range.after().isEmpty();
                    case Item.Truncated _ -> true;
                };
    }

    private Optional<Item> read() {
        if (ended) {
            return Optional.empty();
        }
        try {
            return readDocument();
        } catch (EOFException cut) {
            return broken("the snapshot ends in the middle of its packed bytes");
        } catch (ZipException damaged) {
            return broken("the snapshot is damaged: " + IoReason.of(damaged));
        } catch (IOException e) {
            return broken("the snapshot cannot be read on: " + IoReason.of(e));
        }
    }

    private Optional<Item> readDocument() throws IOException {
        int count = in.readNBytes(length, 0, length.length);
        if (count == 0) {
            ended = true;
            return Optional.empty();
        }
        if (count < length.length) {
            return broken(CUT);
        }
        int size = int32(length);
        if (size < BsonStructure.SHORTEST || size > BsonStructure.LONGEST) {
            return broken("the snapshot is damaged: no document is " + size + " bytes long");
        }
        byte[] document = Arrays.copyOf(length, size);
        int rest = size - length.length;
        return in.readNBytes(document, length.length, rest) == rest
                ? Optional.of(item(document))
                : broken(CUT);
    }

    private Item item(byte[] document) {
        long start = position;
        var fault = BsonStructure.fault(document);
        Item item =
                fault.<Item>map(why -> new Item.Unreadable(place(), why, start))
                        .orElseGet(() -> new Item.Document(new RawBsonDocument(document), start));
        position += document.length;
        documents++;
        return item;
    }

    /** The end of what can be had of the file. */
    private Optional<Item> broken(String what) {
        ended = true;
        if (allowIncomplete) {
            return Optional.of(new Item.Truncated(place(), what));
        }
        throw new Problem(
                what,
                place(),
                String.format(
                        Locale.ROOT,
                        "%,d %s were read. Use a complete dump, or go on without the rest: --allow-incomplete",
                        documents,
                        collection));
    }

    /** Where the document in hand begins. */
    private String place() {
        return String.format(
                Locale.ROOT, "%s, byte %,d (document %,d)", file.name(), position, documents + 1);
    }

    private static int int32(byte[] bytes) {
        return (bytes[0] & 0xFF)
                | (bytes[1] & 0xFF) << 8
                | (bytes[2] & 0xFF) << 16
                | bytes[3] << 24;
    }

    @Override
    public long bytesRead() {
        return unpacked.bytesRead();
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new Problem(
                    "the snapshot cannot be closed: " + IoReason.of(e),
                    file.name(),
                    "Check the file system that it is on",
                    e);
        }
    }
}
