package dev.reconciler.confirm;

import dev.reconciler.model.Deploy;
import dev.reconciler.model.DeployField;
import dev.reconciler.model.DeployState;
import dev.reconciler.model.FieldValue;
import dev.reconciler.model.Names;
import dev.reconciler.model.TreeId;
import dev.reconciler.plan.Write;
import java.util.Optional;
import java.util.stream.Stream;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;

/**
 * Damage that a deploy has and that is younger than the plan: whoever did it is still at work. The
 * platform itself never changes a pointer or an identity field, nor leaves a state without a value.
 */
public record YoungerDamage(Names names) {

    /**
     * The field that has become something that the plan neither saw nor leaves there. What the plan
     * itself takes away, or puts back damaged, is none.
     *
     * @param held whether the write was made, so that what the plan saw is over
     */
    public Optional<DeployField> in(Write write, RawBsonDocument live, boolean held) {
        return Stream.of(DeployField.values())
                .filter(field -> write.seen().containsKey(names.of(field)))
                .filter(field -> isDamaged(field, write, live, held))
                .findFirst();
    }

    private boolean isDamaged(DeployField field, Write write, RawBsonDocument live, boolean held) {
        String name = names.of(field);
        Optional<BsonValue> seen = write.seen().getOrDefault(name, Optional.empty());
        Optional<BsonValue> planned = write.goal().getOrDefault(name, seen);
        Optional<BsonValue> now = FieldValue.of(live, name);
        boolean isKnown = FieldValue.same(now, planned) || (!held && FieldValue.same(now, seen));
        if (isKnown || !isValid(field, planned)) {
            return false;
        }
        return switch (field.role()) {
            case POINTER, IDENTITY -> true;
            case LIFECYCLE -> field == DeployField.STATE && !isValid(field, now);
        };
    }

    private static boolean isValid(DeployField field, Optional<BsonValue> value) {
        return value.filter(some -> isValid(field, some)).isPresent();
    }

    /** Whether a value has the field's type; which ids there are is not known here. */
    static boolean isValid(DeployField field, BsonValue value) {
        return switch (field.type()) {
            case ID -> true;
            case STRING -> value.isString();
            case DATE -> value.isDateTime();
            case BOOLEAN -> value.isBoolean();
            case ARRAY -> value.isArray();
            case HEX_ID -> value.isString() && TreeId.of(value.asString().getValue()).isPresent();
        };
    }

    /**
     * The field that no deploy of a platform at work lacks: of one that the plan says nothing of.
     */
    public Optional<DeployField> in(Deploy deploy) {
        if (deploy.isSidelined()) {
            return Optional.empty();
        }
        return Stream.of(DeployField.values())
                .filter(field -> isRequired(field, deploy))
                .filter(field -> !isValid(field, deploy.value(field)))
                .findFirst();
    }

    private static boolean isRequired(DeployField field, Deploy deploy) {
        return switch (field.role()) {
            case IDENTITY -> field.required();
            case LIFECYCLE -> field == DeployField.STATE;
            case POINTER ->
                    deploy.text(DeployField.STATE).filter(DeployState::requiresPointer).isPresent();
        };
    }
}
