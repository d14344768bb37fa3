package dev.reconciler.job.apply;

import dev.reconciler.model.DeployField;
import dev.reconciler.model.Id;
import dev.reconciler.model.Names;
import dev.reconciler.source.DocumentCursor;
import dev.reconciler.source.Item;
import dev.reconciler.source.KeyRange;
import dev.reconciler.source.mongo.MongoDocuments;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.bson.RawBsonDocument;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the platform's deploys over and over, for a bounded time at a time; each time goes on where
 * the last one ended. Those that were changed or made of late come first, where an index finds
 * them: of many deploys a round takes a while.
 */
final class Rounds {
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    private final MongoDocuments live;
    private final Names names;
    private final Clock clock;
    private final Duration part;
    private final Map<DeployField, Instant> shownUpTo = new EnumMap<>(DeployField.class);
    private KeyRange rest = KeyRange.all();
    private boolean hasSaid;

    /**
     * @param part how long it takes at most for what was changed, what was made, and all others;
     *     some are shown of each however short that is
     */
    Rounds(MongoDocuments live, Names names, Clock clock, Duration part) {
        this.live = live;
        this.names = names;
        this.clock = clock;
        this.part = part;
    }

    /** One part, for as long as the visitor wants more of it. */
    private final class Part {
        private final Predicate<RawBsonDocument> visitor;
        private final long end = System.nanoTime() + part.toNanos();
        private boolean isCut;

        Part(Predicate<RawBsonDocument> visitor) {
            this.visitor = visitor;
        }

        boolean show(RawBsonDocument document) {
            isCut = !visitor.test(document) || System.nanoTime() - end >= 0;
            return !isCut;
        }
    }

    /**
     * Shows deploys, some of them perhaps more than once.
     *
     * @param since those that are said to be changed or made before that are not of late
     * @param visitor says whether it wants more
     */
    void show(Instant since, Predicate<RawBsonDocument> visitor) {
        for (DeployField field : List.of(DeployField.UPDATED_AT, DeployField.CREATED_AT)) {
            showLatest(field, shownUpTo.getOrDefault(field, since), new Part(visitor));
        }
        showInOrder(new Part(visitor));
    }

    private void showLatest(DeployField field, Instant from, Part some) {
        Instant now = clock.instant();
        live.changedSince(names.deploys(), names.of(field), from, some::show)
                .map(last -> next(from, last, now, some.isCut))
                .ifPresent(next -> shownUpTo.put(field, next));
    }

    /**
     * A date in the future must not hide what is to come; and where there are more of one moment
     * than a part can take, the others are left to those in the order of ids.
     */
    private static Instant next(Instant from, Instant last, Instant now, boolean isCut) {
        if (last.equals(from) && isCut) {
            return last.plusMillis(1);
        }
        return last.isAfter(now) && now.isAfter(from) ? now : last;
    }

    private void showInOrder(Part some) {
        long shown = 0;
        try (DocumentCursor deploys = live.open(names.deploys(), rest)) {
            for (var next = deploys.next(); next.isPresent(); ) {
                shown++;
                next = show(next.get(), some) ? deploys.next() : Optional.empty();
            }
        }
        if (some.isCut) {
            sayOnce(shown);
        } else {
            rest = KeyRange.all();
        }
    }

    private boolean show(Item item, Part some) {
        return switch (item) {
            case Item.Document(RawBsonDocument document, long position) -> {
                rest = new KeyRange(Id.ofDocument(document), Optional.empty());
                yield some.show(document);
            }
            case Item.Unreadable unreadable -> true;
            case Item.Truncated truncated -> true;
        };
    }

    private void sayOnce(long shown) {
        if (!hasSaid) {
            hasSaid = true;
            LOG.warn(
                    "{}: a look for damage that is younger than the plan takes {} of about {} deploys; the next ones go on from there",
                    live.description(),
                    shown,
                    live.count(names.deploys()));
        }
    }
}
