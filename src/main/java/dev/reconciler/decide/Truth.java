package dev.reconciler.decide;

import java.util.function.Supplier;

/**
 * An answer that may rest on what could not be read. Conditions that are known are asked first, so
 * that an unread answer matters only where it would change the result (contract, section 5).
 */
enum Truth {
    YES,
    NO,
    UNKNOWN;

    static Truth of(boolean value) {
        return value ? YES : NO;
    }

    /** No where either is no, whatever the other would have been. */
    Truth and(Supplier<Truth> other) {
        return switch (this) {
            case NO -> NO;
            case YES -> other.get();
            case UNKNOWN -> other.get() == NO ? NO : UNKNOWN;
        };
    }

    /** Yes where either is yes, whatever the other would have been. */
    Truth or(Supplier<Truth> other) {
        return switch (this) {
            case YES -> YES;
            case NO -> other.get();
            case UNKNOWN -> other.get() == YES ? YES : UNKNOWN;
        };
    }

    Truth not() {
        return switch (this) {
            case YES -> NO;
            case NO -> YES;
            case UNKNOWN -> UNKNOWN;
        };
    }

    boolean isYes() {
        return this == YES;
    }

    boolean isNo() {
        return this == NO;
    }

    boolean isUnknown() {
        return this == UNKNOWN;
    }
}
