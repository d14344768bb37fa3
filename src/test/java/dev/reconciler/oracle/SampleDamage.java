package dev.reconciler.oracle;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;

/** What a bad write does to a document. */
final class SampleDamage {
    static final List<String> STATES =
            List.of(
                    "new",
                    "enqueued",
                    "building",
                    "uploading",
                    "uploaded",
                    "preparing",
                    "prepared",
                    "processing",
                    "processed",
                    "ready",
                    "error",
                    "rejected",
                    "retired",
                    "Ready",
                    "");

    private final Chance chance;
    private final SampleIds ids;

    SampleDamage(Chance chance, SampleIds ids) {
        this.chance = chance;
        this.ids = ids;
    }

    /** One to three things at once, or all that the migration of the story did. */
    void metadata(BsonDocument deploy, List<BsonValue> sites, List<String> trees) {
        if (chance.in100(12)) {
            migrate(deploy);
            return;
        }
        for (int i = 0; i < chance.oneOf(1, 1, 1, 2, 3); i++) {
            switch (chance.between(0, 11)) {
                case 0, 1, 2 -> losePointer(deploy);
                case 3, 4 -> changePointer(deploy, trees);
                case 5 -> lose(deploy, chance.oneOf(Fields.IDENTITY));
                case 6 -> lose(deploy, chance.oneOf(Fields.REQUIRED_IDENTITY));
                case 7, 8 -> changeIdentity(deploy, chance.oneOf(Fields.IDENTITY), sites);
                case 9 -> retype(deploy, chance.oneOf(Fields.IDENTITY));
                case 10 ->
                        retype(
                                deploy,
                                chance.oneOf(
                                        "title",
                                        "error_message",
                                        "updated_at",
                                        "published_at",
                                        "locked",
                                        "required"));
                default -> loseState(deploy);
            }
        }
    }

    private void migrate(BsonDocument deploy) {
        losePointer(deploy);
        Fields.IDENTITY.stream()
                .filter(field -> chance.in100(40))
                .forEach(field -> lose(deploy, field));
        if (chance.in100(70)) {
            loseState(deploy);
        }
    }

    void losePointer(BsonDocument deploy) {
        if (chance.in100(60)) {
            lose(deploy, "tree_id");
        } else {
            deploy.put("tree_id", noPointer());
        }
    }

    /** What is no hex id, though some of it looks like one. */
    BsonValue noPointer() {
        return chance.oneOf(
                new BsonString(chance.hex(40).replace('0', 'a') + "A"),
                new BsonString("ABCDEF" + chance.hex(34)),
                new BsonString(chance.hex(39)),
                new BsonString(chance.hex(63) + "g"),
                new BsonString(chance.hex(40) + "\n"),
                new BsonString(""),
                new BsonString("undefined"),
                new BsonInt32(7),
                new BsonDouble(Double.NaN),
                new BsonBinary(chance.bytes(20)),
                new BsonDocument("id", new BsonString(chance.hex(40))),
                BsonBoolean.FALSE);
    }

    private void changePointer(BsonDocument deploy, List<String> trees) {
        boolean known = !trees.isEmpty() && chance.in100(70);
        deploy.put(
                "tree_id",
                new BsonString(known ? chance.oneOf(trees) : chance.hex(chance.oneOf(40, 64))));
    }

    void lose(BsonDocument deploy, String field) {
        if (chance.in100(25)) {
            deploy.put(field, BsonNull.VALUE);
        } else {
            deploy.remove(field);
        }
    }

    private void loseState(BsonDocument deploy) {
        switch (chance.between(0, 4)) {
            case 0, 1 -> lose(deploy, "state");
            case 2 -> deploy.put("state", new BsonInt32(chance.between(0, 3)));
            case 3 -> retype(deploy, "state");
            default -> deploy.put("state", new BsonString(chance.oneOf(STATES)));
        }
    }

    private void changeIdentity(BsonDocument deploy, String field, List<BsonValue> sites) {
        switch (field) {
            case "site_id" -> deploy.put(field, ids.reference(chance.oneOf(sites)));
            case "account_id", "build_id" -> deploy.put(field, ids.stranger());
            case "created_at" -> shift(deploy, field);
            case "context" ->
                    deploy.put(
                            field,
                            new BsonString(
                                    chance.oneOf("production", "deploy-preview", "Production")));
            default ->
                    deploy.put(field, new BsonString(chance.oneOf("main", "pr-1", chance.hex(8))));
        }
    }

    void shift(BsonDocument document, String field) {
        Duration by =
                chance.oneOf(
                        Duration.ofMillis(1),
                        Duration.ofMinutes(30),
                        Duration.ofHours(1),
                        Duration.ofHours(1).plusMillis(1),
                        Duration.ofDays(2),
                        Duration.ofDays(800));
        if (document.get(field) instanceof BsonDateTime date) {
            Instant time = Instant.ofEpochMilli(date.getValue());
            document.put(field, date(chance.in100(60) ? time.minus(by) : time.plus(by)));
        }
    }

    void retype(BsonDocument document, String field) {
        document.put(field, chance.oneOf(wrongTypes(field)));
    }

    private List<BsonValue> wrongTypes(String field) {
        List<BsonValue> any =
                List.of(
                        new BsonInt32(1),
                        new BsonDouble(1.5),
                        BsonBoolean.TRUE,
                        new BsonString("true"),
                        new BsonString("2017-02-02T10:00:00Z"),
                        new BsonInt64(1486029600000L),
                        new BsonTimestamp(1486029600, 1),
                        new BsonArray(List.of(new BsonString("x"))),
                        new BsonDocument("$date", new BsonString("x")),
                        date(Instant.EPOCH));
        return any.stream().filter(value -> isWrong(field, value)).toList();
    }

    private static boolean isWrong(String field, BsonValue value) {
        return switch (field) {
            case "created_at", "updated_at", "published_at" -> !value.isDateTime();
            case "locked" -> !value.isBoolean();
            case "required" -> !value.isArray();
            case "site_id", "account_id", "build_id" -> true;
            default -> !value.isString();
        };
    }

    static BsonDateTime date(Instant time) {
        return new BsonDateTime(time.toEpochMilli());
    }
}
