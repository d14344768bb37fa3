package dev.reconciler.oracle;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bson.BsonDocument;

/** An incident to read, for the message of a test that failed. */
public final class IncidentText {
    private IncidentText() {}

    public static String of(Incident incident) {
        StringBuilder text = new StringBuilder();
        text.append("window ").append(incident.from()).append(" ").append(incident.to());
        text.append(" now ")
                .append(incident.now())
                .append(" tiers ")
                .append(incident.tiers())
                .append('\n');
        database(text, "live", incident.live());
        database(
                text,
                incident.snapshotWhole() ? "snapshot" : "snapshot (not whole)",
                incident.snapshot());
        for (Incident.LogFile file : incident.log()) {
            file.lines()
                    .forEach(line ->
                            text.append(file.name()).append(": ").append(line).append('\n'));
        }
        text.append(incident.logWhole() ? "" : "the log was not read whole\n");
        incident.store()
                .forEach((key, bytes) ->
                        text.append(key)
                                .append(": ")
                                .append(
                                        key.startsWith("trees/")
                                                ? new String(bytes, StandardCharsets.UTF_8)
                                                : bytes.length + " bytes")
                                .append(rightOrNot(key, bytes))
                                .append('\n'));
        text.append("unreadable ").append(incident.unreadable()).append('\n');
        text.append("journal ").append(incident.journal()).append('\n');
        return text.toString();
    }

    private static String rightOrNot(String key, byte[] bytes) {
        String id = key.substring(key.indexOf('/') + 1);
        boolean right = Store.digest(bytes, id.length() == 40 ? "SHA-1" : "SHA-256").equals(id);
        return right ? "" : " WRONG DIGEST";
    }

    private static void database(StringBuilder text, String name, Incident.Database database) {
        collection(text, name + " account", database.accounts());
        collection(text, name + " site", database.sites());
        collection(text, name + " build", database.builds());
        collection(text, name + " deploy", database.deploys());
    }

    private static void collection(StringBuilder text, String name, List<BsonDocument> documents) {
        documents.forEach(
                document -> text.append(name).append(": ").append(Ids.json(document)).append('\n'));
    }
}
