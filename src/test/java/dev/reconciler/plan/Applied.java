package dev.reconciler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.model.Id;
import dev.reconciler.oracle.Incident;
import dev.reconciler.oracle.IncidentBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonValue;

/**
 * What an incident is like once a plan has been applied, with nobody else writing (contract,
 * section 6).
 */
final class Applied {
    private final IncidentBuilder platform;
    private final Instant now;

    private Applied(Incident incident) {
        this.platform = IncidentBuilder.of(incident);
        this.now = incident.now();
    }

    /**
     * @param later how long after the plan was applied the platform is looked at again
     * @throws AssertionError when a write would meet a conflict
     */
    static Incident to(Incident incident, List<Entry> plan, Duration later) {
        Applied applied = new Applied(incident);
        plan.forEach(entry -> entry.writes().forEach(applied::write));
        return applied.platform.now(incident.now().plus(later)).build();
    }

    private void write(Write write) {
        boolean isSite = write.target() == Write.Target.SITE;
        BsonDocument document =
                find(isSite ? platform.liveSites : platform.liveDeploys, write.id());
        write.seen()
                .forEach((field, seen) ->
                        assertThat(value(document, field))
                                .as(write.id() + " " + field)
                                .isEqualTo(seen));
        write.guard().ifPresent(this::check);
        if (isSite) {
            platform.wrote(
                    document.get("_id"),
                    now,
                    value(document, "updated_at").filter(BsonValue::isDateTime).map(Applied::time));
        }
        document.putAll(write.set());
        write.unset().forEach(document::remove);
        document.put("updated_at", new BsonDateTime(now.toEpochMilli()));
    }

    private void check(Write.Guard guard) {
        switch (guard) {
            case Write.Guard.Target pointed -> {
                BsonDocument target = find(platform.liveDeploys, pointed.deploy());
                assertThat(value(target, "state"))
                        .as(pointed.deploy() + " state")
                        .isEqualTo(pointed.state());
                assertThat(value(target, "tree_id"))
                        .as(pointed.deploy() + " tree")
                        .isEqualTo(pointed.tree());
            }
            case Write.Guard.Publishers by -> throw new AssertionError("no plan asks for " + by);
        }
    }

    private static Instant time(BsonValue value) {
        return Instant.ofEpochMilli(value.asDateTime().getValue());
    }

    private static Optional<BsonValue> value(BsonDocument document, String field) {
        return Optional.of(document.get(field, BsonNull.VALUE)).filter(value -> !value.isNull());
    }

    private static BsonDocument find(List<BsonDocument> documents, Id id) {
        return documents.stream()
                .filter(document -> Id.of(document.get("_id")).equals(id))
                .findFirst()
                .orElseThrow();
    }
}
