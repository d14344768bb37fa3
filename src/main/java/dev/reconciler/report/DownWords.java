package dev.reconciler.report;

import java.util.List;
import java.util.Optional;

/** What the owner of a site is told that visitors do not get as they should. */
final class DownWords {
    private static final String TODO =
            "Deploy again, or publish another deploy, and it is up at once. A person of ours is looking at it, too.";

    private static final String AGAIN =
            "Deploy again, or publish another deploy. A person of ours is looking at it, too.";

    private DownWords() {}

    /**
     * @param told whether the owner is told elsewhere what to do about the published deploy
     */
    static Passage passage(ReportHeader header, SiteDown down, boolean told) {
        boolean applied = header.applied().isPresent();
        var stays = applied ? "Still down" : "Will still be down";
        var partial = applied ? "Incomplete" : "Will be incomplete";
        return new Passage(
                down.isPartial() ? Section.NEEDS_YOU : Section.DOWN,
                down.isPartial() ? partial : stays,
                Phrase.of(text(down)),
                told ? Optional.empty() : Optional.of(Phrase.of(down.isPartial() ? AGAIN : TODO)),
                List.of(),
                0,
                List.of());
    }

    private static String text(SiteDown down) {
        return switch (down) {
            case DEPLOY_GONE -> "the deploy that it publishes does not exist any more.";
            case DEPLOY_OF_ANOTHER_SITE -> "it publishes a deploy that belongs to another site.";
            case TREE_UNREADABLE -> "the files of the deploy that it publishes cannot be found.";
            case FILES_DAMAGED ->
                    "some files of the deploy that it publishes are missing or damaged.";
            case PUBLISHES_NOTHING -> "it publishes nothing, though it did before.";
            case NOT_REPAIRED -> "the deploy that it publishes is not repaired.";
            case TAKEN_BACK -> "the repair of the deploy that it publishes is taken back.";
        };
    }
}
