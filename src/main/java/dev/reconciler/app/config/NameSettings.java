package dev.reconciler.app.config;

import dev.reconciler.model.DeployField;
import dev.reconciler.model.Names;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Reads the keys of {@code names}: what the platform calls its collections and fields. */
final class NameSettings {
    private final Values values;

    NameSettings(Values values) {
        this.values = values;
    }

    /** The contract's names where nothing else is said; what is wrong is noted. */
    Names read() {
        Names names = Names.defaults();
        Map<String, String> taken = new HashMap<>();
        return new Names(
                collection("deploys", names.deploys(), taken),
                collection("sites", names.sites(), taken),
                collection("accounts", names.accounts(), taken),
                collection("builds", names.builds(), taken),
                fields("deploys", DeployField.class, names::of),
                fields("sites", Names.SiteField.class, names::of),
                fields("accounts", Names.AccountField.class, names::of),
                fields("builds", Names.BuildField.class, names::of));
    }

    private String collection(String of, String otherwise, Map<String, String> taken) {
        String key = "names." + of + ".collection";
        String name =
                values.optional(key, "the name of a collection", NameSettings::collectionName)
                        .orElse(otherwise);
        String other = taken.putIfAbsent(name, of);
        if (other != null) {
            String written = values.has(key) ? key : "names." + other + ".collection";
            values.wrong(
                    written,
                    "another collection than that of " + (written.equals(key) ? other : of));
        }
        return name;
    }

    private <F extends Enum<F>> Map<F, String> fields(
            String of, Class<F> type, Function<F, String> otherwise) {
        Map<F, String> usual = new EnumMap<>(type);
        Map<F, String> names = new EnumMap<>(type);
        Map<String, F> taken = new HashMap<>();
        for (F field : type.getEnumConstants()) {
            usual.put(field, otherwise.apply(field));
            String key = key(of, otherwise.apply(field));
            names.put(
                    field,
                    values.optional(
                                    key,
                                    "a field's name, without dots, not _id",
                                    NameSettings::fieldName)
                            .orElse(otherwise.apply(field)));
            F other = taken.putIfAbsent(names.get(field), field);
            if (other != null) {
                twice(of, otherwise.apply(field), otherwise.apply(other));
            }
        }
        return taken.size() == names.size() ? names : usual;
    }

    /** Two fields with one name; the fault is where somebody wrote it. */
    private void twice(String of, String field, String other) {
        boolean written = values.has(key(of, field));
        values.wrong(
                key(of, written ? field : other),
                "another name than that of " + (written ? other : field));
    }

    private static String key(String of, String field) {
        return "names." + of + ".fields." + field;
    }

    private static String collectionName(String text) {
        if (text.contains("$") || text.startsWith("system.") || text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("no name of a collection");
        }
        return text;
    }

    private static String fieldName(String text) {
        if (text.contains(".")
                || text.startsWith("$")
                || text.equals("_id")
                || text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("no name of a field");
        }
        return text;
    }
}
