package dev.reconciler.job;

import dev.reconciler.model.Problem;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.dao.UncategorizedDataAccessException;
import org.springframework.transaction.TransactionException;

/** Why a run failed, for people. */
final class Failure {

    private Failure() {}

    /** Our own words where one of the reasons has them. */
    static Problem of(List<Throwable> reasons) {
        return reasons.stream()
                .flatMap(Failure::chain)
                .filter(Problem.class::isInstance)
                .map(Problem.class::cast)
                .findFirst()
                .orElseGet(() -> ofOthers(reasons));
    }

    private static Problem ofOthers(List<Throwable> reasons) {
        if (reasons.isEmpty()) {
            return new Problem(
                    "the program failed", "without a reason", "try to go on: reconciler resume");
        }
        boolean isLedger = reasons.stream().flatMap(Failure::chain).anyMatch(Failure::isOfLedger);
        return new Problem(
                isLedger ? "the ledger does not answer" : "the program failed",
                root(reasons.getFirst()),
                isLedger
                        ? "see that its database is up and has room, then go on: reconciler resume"
                        : "try to go on: reconciler resume. If it happens again, report it with what -v prints",
                reasons.getFirst());
    }

    /**
     * Whether it is what Spring makes of a connection that broke, or could not be had, or of what
     * only a database says that is in distress.
     */
    private static boolean isOfLedger(Throwable reason) {
        return reason instanceof TransientDataAccessException
                || reason instanceof NonTransientDataAccessResourceException
                || reason instanceof RecoverableDataAccessException
                || reason instanceof UncategorizedDataAccessException
                || reason instanceof TransactionException;
    }

    private static Stream<Throwable> chain(Throwable reason) {
        return Stream.iterate(reason, Failure::isThere, Throwable::getCause);
    }

    private static boolean isThere(@Nullable Throwable reason) {
        return reason != null;
    }

    private static String root(Throwable reason) {
        Throwable last = chain(reason).reduce(reason, (former, cause) -> cause);
        return last.getClass().getSimpleName()
                + ": "
                + String.valueOf(last.getMessage()).lines().findFirst().orElse("");
    }
}
