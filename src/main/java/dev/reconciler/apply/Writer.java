package dev.reconciler.apply;

import dev.reconciler.model.DeployField;
import dev.reconciler.model.FieldValue;
import dev.reconciler.model.Names;
import dev.reconciler.plan.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes one document, however often that takes. */
record Writer(Names names, LiveDatabase live, Journal journal, Reader reader, Patience patience) {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

    /**
     * How often a document that somebody else keeps changing is read again before it is left alone.
     */
    private static final int READINGS = 20;

    /** How often a database that does not answer is asked again. */
    private static final int UNANSWERED = 6;

    /** What somebody else changed since is no trace of whether it was our version of it. */
    private static final String MAYBE_WRITTEN =
            "; whether this plan had written it before is not known";

    /** What one attempt came to. */
    private sealed interface Attempt {
        record Settled(WriteResult result) implements Attempt {}

        record Unanswered(String why) implements Attempt {}

        record Changed() implements Attempt {}
    }

    WriteResult write(DocumentWrite write, Look first, Publishers publishers) {
        List<Backup> unanswered = new ArrayList<>(cutOff(write, first));
        WriteResult result = write(write, first, publishers, unanswered);
        return result instanceof WriteResult.Conflict conflict && !unanswered.isEmpty()
                ? new WriteResult.Conflict(
                        conflict.why() + MAYBE_WRITTEN,
                        Optional.of(unanswered.getLast().updatedAt()))
                : result;
    }

    /**
     * Attempts of a process that is gone, where the document has been changed since: each may have
     * been made. Of one that is still as the plan saw it, none was.
     */
    private List<Backup> cutOff(DocumentWrite write, Look first) {
        return switch (first) {
            case Look.Gone gone -> journal.backups(List.of(write.place()));
            case Look.Differs differs -> journal.backups(List.of(write.place()));
            case Look.Happened happened -> List.of();
            case Look.Ready ready -> List.of();
        };
    }

    private WriteResult write(
            DocumentWrite write, Look first, Publishers asked, List<Backup> unanswered) {
        Look look = first;
        Publishers publishers = asked;
        for (int reading = 1; reading <= READINGS; reading++) {
            switch (attempt(write, look, publishers, unanswered)) {
                case Attempt.Settled(WriteResult result) -> {
                    return result;
                }
                case Attempt.Unanswered(String why) -> {
                    if (unanswered.size() == UNANSWERED) {
                        return new WriteResult.Unknown(why);
                    }
                    LOG.warn(
                            "{} {}: a write was not answered, try {} of {}; the document is read, and written again where need be: {}",
                            write.place().collection(),
                            write.place().id().text(),
                            unanswered.size(),
                            UNANSWERED,
                            why);
                    patience.pause(unanswered.size());
                }
                case Attempt.Changed changed -> {}
            }
            look = reader.look(write);
            publishers = Publishers.of(names, live, List.of(write));
        }
        return new WriteResult.Conflict("somebody else keeps changing the document");
    }

    private Attempt attempt(
            DocumentWrite write, Look look, Publishers publishers, List<Backup> unanswered) {
        return switch (look) {
            case Look.Gone gone -> settled(new WriteResult.Conflict("the document is gone"));
            case Look.Differs(String field) ->
                    settled(new WriteResult.Conflict(field + " is no longer as the plan saw it"));
            case Look.Happened(RawBsonDocument document) ->
                    settled(new Traces(journal).of(write, document, unanswered));
            case Look.Ready(Backup backup) -> attempt(write, backup, publishers, unanswered);
        };
    }

    private static Attempt settled(WriteResult result) {
        return new Attempt.Settled(result);
    }

    private Attempt attempt(
            DocumentWrite write, Backup backup, Publishers publishers, List<Backup> unanswered) {
        Optional<String> unfit =
                write.write().guard().flatMap(guard -> unfit(write, guard, publishers));
        if (unfit.isPresent()) {
            return settled(new WriteResult.Conflict(unfit.get()));
        }
        return switch (live.swap(write.change(backup.document(), backup.updatedAt()))) {
            case Swap.Done(RawBsonDocument before) -> settled(done(write, backup, before));
            case Swap.Rejected(String why) ->
                    settled(new WriteResult.Conflict(WriteResult.Conflict.REFUSED + why));
            case Swap.Unknown(String why) -> {
                unanswered.add(backup);
                yield new Attempt.Unanswered(why);
            }
            case Swap.NoMatch none -> new Attempt.Changed();
        };
    }

    /** Why other documents forbid the write. */
    private Optional<String> unfit(DocumentWrite write, Write.Guard guard, Publishers publishers) {
        return switch (guard) {
            case Write.Guard.Target target -> unfit(target);
            case Write.Guard.Publishers allowed ->
                    publishers
                            .stranger(write.place().id(), allowed)
                            .map(site -> WriteResult.Conflict.LIVE + "site " + site.text());
        };
    }

    /** It is read just before the site is pointed at it, and has to be as the plan leaves it. */
    private Optional<String> unfit(Write.Guard.Target guard) {
        Optional<RawBsonDocument> deploy = live.read(names.deploys(), guard.deploy());
        if (deploy.isEmpty()) {
            return Optional.of(WriteResult.Conflict.TARGET + " is gone");
        }
        boolean fits =
                isAs(guard.state(), deploy.get(), DeployField.STATE)
                        && isAs(guard.tree(), deploy.get(), DeployField.TREE_ID);
        return fits
                ? Optional.empty()
                : Optional.of(WriteResult.Conflict.TARGET + " is not as the plan leaves it");
    }

    private boolean isAs(Optional<BsonValue> value, RawBsonDocument deploy, DeployField field) {
        return FieldValue.same(value, FieldValue.of(deploy, names.of(field)));
    }

    /**
     * What nobody compares may have changed between the backup and the write; the backup has that,
     * too.
     */
    private WriteResult done(DocumentWrite write, Backup backup, RawBsonDocument before) {
        if (!before.getByteBuffer().asNIO().equals(backup.document().getByteBuffer().asNIO())) {
            journal.backUp(List.of(new Backup(write.place(), before, backup.updatedAt())));
        }
        return new WriteResult.Applied(
                backup.updatedAt(), FieldValue.of(before, write.updatedAt()));
    }
}
