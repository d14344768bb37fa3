package dev.reconciler.report.html;

import dev.reconciler.report.Phrase;
import dev.reconciler.report.Section;
import dev.reconciler.report.SiteReport;
import dev.reconciler.report.SiteStory;
import java.util.List;
import java.util.Optional;

/** A site as the template wants it. Made at once, so that the entries need not be kept. */
record SiteView(
        Section section, PhraseView name, List<PassageView> passages, Optional<String> more) {
    private static final int MAX_PASSAGES = 60;

    static SiteView of(SiteStory story) {
        int more = story.passages().size() - MAX_PASSAGES;
        return new SiteView(
                story.section(),
                PhraseView.of(name(story.site())),
                story.passages().stream().limit(MAX_PASSAGES).map(PassageView::of).toList(),
                more <= 0
                        ? Optional.empty()
                        : Optional.of(
                                "… and more: the table that goes with this page has every deploy."));
    }

    static Phrase name(SiteReport site) {
        return site.name()
                .filter(name -> !name.isBlank())
                .map(name -> Phrase.of("").name(name))
                .or(() -> site.site().map(id -> Phrase.of("Site ").code(id.text())))
                .orElse(Phrase.of("Deploys whose site is not known"));
    }
}
