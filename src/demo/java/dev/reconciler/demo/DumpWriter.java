package dev.reconciler.demo;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.bson.BsonBinaryWriter;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;

/**
 * Writes a folder as {@code mongodump} does: documents in the order in which they come.
 *
 * @param folder of one database
 * @param gzip whether to pack the files
 */
public record DumpWriter(Path folder, boolean gzip) {

    /** One collection: its documents, and an empty word about its indexes. */
    public void write(String collection, Consumer<Consumer<BsonDocument>> source)
            throws IOException {
        Files.createDirectories(folder);
        try (OutputStream out = open(collection + ".bson")) {
            source.accept(document -> write(document, out));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        try (OutputStream out = open(collection + ".metadata.json")) {
            out.write(
                    "{\"indexes\":[{\"v\":2,\"key\":{\"_id\":1},\"name\":\"_id_\"}],\"collectionName\":\"%s\"}"
                            .formatted(collection)
                            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
    }

    private OutputStream open(String name) throws IOException {
        OutputStream file =
                new BufferedOutputStream(
                        Files.newOutputStream(folder.resolve(gzip ? name + ".gz" : name)), 1 << 16);
        return gzip ? new GZIPOutputStream(file, 1 << 13) : file;
    }

    private static void write(BsonDocument document, OutputStream out) {
        try {
            if (document instanceof RawBsonDocument raw) {
                var bytes = raw.getByteBuffer();
                byte[] copy = new byte[bytes.remaining()];
                bytes.get(copy);
                out.write(copy);
            } else {
                BasicOutputBuffer buffer = new BasicOutputBuffer(1 << 10);
                new BsonDocumentCodec()
                        .encode(
                                new BsonBinaryWriter(buffer),
                                document,
                                EncoderContext.builder().build());
                buffer.pipe(out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
