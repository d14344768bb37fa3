package dev.reconciler.compare;

import dev.reconciler.model.Damage;
import dev.reconciler.model.DeployField;

/** What is wrong with one field; of one field, one at most holds (contract, section 4). */
public enum Fault {
    LOST,
    INVALID,
    CHANGED;

    /** The kind of damage that this fault of a field is. */
    Damage kind(DeployField field) {
        return switch (field.role()) {
            case IDENTITY ->
                    switch (this) {
                        case LOST -> Damage.IDENTITY_LOST;
                        case INVALID -> Damage.FIELD_INVALID;
                        case CHANGED -> Damage.IDENTITY_CHANGED;
                    };
            case POINTER ->
                    switch (this) {
                        case LOST -> Damage.POINTER_LOST;
                        case INVALID -> Damage.FIELD_INVALID;
                        case CHANGED -> Damage.POINTER_CHANGED;
                    };
            case LIFECYCLE -> Damage.FIELD_INVALID;
        };
    }
}
