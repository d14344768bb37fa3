package dev.reconciler.report.json;

import dev.reconciler.model.Id;
import java.io.Writer;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writing JSON piece by piece, what is absent left out. */
final class Json {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private Json() {}

    static JsonGenerator to(Writer out) {
        return MAPPER.createGenerator(out);
    }

    static void id(JsonGenerator json, String name, Id id) {
        json.writeName(name);
        json.writeRawValue(id.json());
    }

    static void id(JsonGenerator json, String name, Optional<Id> id) {
        id.ifPresent(present -> id(json, name, present));
    }

    static void text(JsonGenerator json, String name, Optional<?> value) {
        value.ifPresent(present -> json.writeStringProperty(name, present.toString()));
    }
}
