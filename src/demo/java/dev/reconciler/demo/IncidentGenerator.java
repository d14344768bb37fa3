package dev.reconciler.demo;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.bson.BsonDocument;

/**
 * An invented platform before and after an incident, and the right answer. The same seed and size
 * give the same platform, and nothing of it is kept: each method invents the sites anew, one after
 * the other, so that a million deploys take no more memory than one site.
 */
public final class IncidentGenerator {
    private final Invention invention;

    /**
     * @param deploys how many there are about; 2,400 give 40 sites, and more sites come with more
     *     of them
     */
    public IncidentGenerator(long seed, int deploys) {
        this.invention = new Invention(seed, deploys);
    }

    /** One of the four collections, as the snapshot or the live database has it. */
    public enum Moment {
        SNAPSHOT,
        LIVE
    }

    /** Site by site, so not in the order of their ids. */
    public void deploys(Moment moment, Consumer<BsonDocument> consumer) {
        sites(site ->
                site.deploys().forEach(deploy -> document(deploy, moment).ifPresent(consumer)));
    }

    private static Optional<BsonDocument> document(DeployCase deploy, Moment moment) {
        return switch (moment) {
            case SNAPSHOT -> deploy.snapshot();
            case LIVE -> deploy.live();
        };
    }

    public void sites(Moment moment, Consumer<BsonDocument> consumer) {
        sites(site ->
                (switch (moment) {
                            case SNAPSHOT -> site.snapshot();
                            case LIVE -> Optional.of(site.live());
                        })
                        .ifPresent(consumer));
    }

    /** The same at both moments. */
    public void accounts(Consumer<BsonDocument> consumer) {
        for (int account = 0; account < invention.accounts(); account++) {
            consumer.accept(invention.account(account));
        }
    }

    public void builds(Moment moment, Consumer<BsonDocument> consumer) {
        sites(site ->
                site.deploys().stream()
                        .filter(deploy ->
                                moment == Moment.LIVE || deploy.isBuiltBefore(Times.SNAPSHOT))
                        .flatMap(deploy -> deploy.build().stream())
                        .forEach(consumer));
    }

    /** Lines of the pointer log, out of order. */
    public void pointerLog(Consumer<String> consumer) {
        sites(site -> site.deploys().reversed().forEach(deploy -> deploy.log().forEach(consumer)));
    }

    /**
     * Keys and bytes of the store, some more than once; those that the incident took are left out.
     */
    public void objects(BiConsumer<String, byte[]> consumer) {
        invention.trees().objects(consumer);
        for (int index = 0; index <= Stories.ALL.size(); index++) {
            site(index).objects().forEach(consumer);
        }
    }

    /** What is right for every deploy that needs something. */
    public void known(Consumer<Known> consumer) {
        sites(site -> site.known().forEach(consumer));
    }

    /** What is right for all of it, in memory. */
    public Truth truth() {
        TruthBuilder truth = new TruthBuilder();
        sites(truth::add);
        return truth.build();
    }

    public Instant from() {
        return Times.FROM;
    }

    public Instant to() {
        return Times.TO;
    }

    /** Values of {@code accounts.plan}, highest first. */
    public List<String> tiers() {
        return Invention.TIERS;
    }

    public int siteCount() {
        return invention.sites();
    }

    private void sites(Consumer<SiteHistory> consumer) {
        for (int index = 0; index < invention.sites(); index++) {
            consumer.accept(site(index));
        }
    }

    /**
     * The first site is a quiet one, for others to refer to; then one for each story; the rest is
     * quiet again.
     */
    private SiteHistory site(int index) {
        SiteHistory site = new SiteHistory(invention, index);
        boolean quiet = index == 0 || index > Stories.ALL.size();
        if (quiet || Stories.ALL.get(index - 1).hasPast()) {
            Past.of(site, invention.past());
        }
        if (quiet) {
            Past.quietDay(site);
        } else {
            Stories.ALL.get(index - 1).script().accept(site);
        }
        return site;
    }
}
