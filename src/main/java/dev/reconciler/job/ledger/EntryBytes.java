package dev.reconciler.job.ledger;

import dev.reconciler.model.TreeId;
import dev.reconciler.verify.TreeEntry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The entries of a tree as bytes, half as long as the object: a letter for the type, the id, the
 * size of a file, the name in UTF-8. A name without UTF-8 bytes (half a surrogate pair) is kept as
 * it is shown, with a question mark.
 */
final class EntryBytes {
    private static final int TREE = 't';
    private static final int BLOB = 'b';

    private EntryBytes() {}

    static byte[] of(List<TreeEntry> entries) {
        var bytes = new ByteArrayOutputStream(entries.size() * 64);
        try (var out = new DataOutputStream(bytes)) {
            for (TreeEntry entry : entries) {
                write(entry, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    static List<TreeEntry> read(byte[] bytes) {
        List<TreeEntry> entries = new ArrayList<>();
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            for (int type = in.read(); type >= 0; type = in.read()) {
                entries.add(read(type, in));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("entries in the ledger end early", e);
        }
        return entries;
    }

    private static void write(TreeEntry entry, DataOutputStream out) throws IOException {
        switch (entry) {
            case TreeEntry.Tree tree -> {
                out.write(TREE);
                writeId(tree.id().hex(), out);
            }
            case TreeEntry.Blob blob -> {
                out.write(BLOB);
                writeId(blob.id(), out);
                out.writeLong(blob.size());
            }
        }
        byte[] name = entry.name().getBytes(StandardCharsets.UTF_8);
        out.writeInt(name.length);
        out.write(name);
    }

    private static TreeEntry read(int type, DataInputStream in) throws IOException {
        String id = HexFormat.of().formatHex(in.readNBytes(in.readUnsignedByte()));
        if (type == TREE) {
            return new TreeEntry.Tree(readName(in), new TreeId(id));
        }
        long size = in.readLong();
        return new TreeEntry.Blob(readName(in), id, size);
    }

    private static void writeId(String hex, DataOutputStream out) throws IOException {
        out.write(hex.length() / 2);
        out.write(HexFormat.of().parseHex(hex));
    }

    private static String readName(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }
}
