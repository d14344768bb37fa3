package dev.reconciler.report.html;

import com.samskivert.mustache.DefaultCollector;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The templates beside this class. They escape what they are given and fail on a name that is not
 * there.
 */
final class Templates {
    private static final Mustache.Compiler COMPILER =
            Mustache.compiler()
                    .escapeHTML(true)
                    .strictSections(true)
                    .withCollector(new OptionalCollector())
                    .withLoader(Templates::open);

    private Templates() {}

    static Template load(String name) {
        try (var reader = open(name)) {
            return COMPILER.compile(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Reader open(String name) throws IOException {
        var stream = Templates.class.getResourceAsStream(name + ".mustache");
        if (stream == null) {
            throw new FileNotFoundException("no template " + name);
        }
        return new InputStreamReader(stream, StandardCharsets.UTF_8);
    }

    /** A section over an Optional is written once, or not at all. */
    private static final class OptionalCollector extends DefaultCollector {
        @Override
        public @Nullable Iterator<?> toIterator(Object value) {
            return value instanceof Optional<?> optional
                    ? optional.stream().iterator()
                    : super.toIterator(value);
        }
    }
}
