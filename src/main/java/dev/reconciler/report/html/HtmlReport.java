package dev.reconciler.report.html;

import com.samskivert.mustache.Template;
import dev.reconciler.model.Damage;
import dev.reconciler.report.AccountReport;
import dev.reconciler.report.ReportFormat;
import dev.reconciler.report.ReportHeader;
import dev.reconciler.report.Section;
import dev.reconciler.report.SiteReport;
import dev.reconciler.report.SiteStory;
import dev.reconciler.report.Tally;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The page that support sends on to a customer. */
public final class HtmlReport implements ReportFormat {
    private final Template template = Templates.load("customer");

    @Override
    public String extension() {
        return "html";
    }

    @Override
    public void write(ReportHeader header, AccountReport account, Writer out) {
        template.execute(Page.of(header, account), out);
    }

    private record Page(
            String heading,
            String customer,
            String tier,
            String plan,
            String stage,
            List<Tile> tiles,
            String introduction,
            List<SectionView> sections) {

        static Page of(ReportHeader header, AccountReport account) {
            var wording = new Wording(header);
            var tally = new Tally();
            var sites = new ArrayList<SiteView>();
            boolean filesDamaged = false;
            for (SiteReport site : account.sites()) {
                var story = SiteStory.of(header, site);
                tally.add(story);
                sites.add(SiteView.of(story));
                filesDamaged |= site.down().isPresent() || hasFileDamage(site);
            }
            return new Page(
                    wording.heading(),
                    Wording.customer(account),
                    Wording.tier(account),
                    header.shortPlan(),
                    wording.stage(),
                    Tile.sites(
                            tally, tally.sites(Section.NEEDS_YOU) == 1 ? "needs you" : "need you"),
                    wording.introduction(filesDamaged),
                    SectionView.all(wording, sites));
        }

        private static boolean hasFileDamage(SiteReport site) {
            return site.entries().stream()
                    .anyMatch(e ->
                            !e.entry().files().isEmpty()
                                    || e.entry().damage().stream().anyMatch(Page::isOfFiles));
        }

        private static boolean isOfFiles(Damage damage) {
            return !damage.isMetadata();
        }
    }

    private record SectionView(String heading, List<SiteView> sites) {
        static List<SectionView> all(Wording wording, List<SiteView> sites) {
            return Stream.of(Section.values())
                    .map(section ->
                            new SectionView(
                                    wording.section(section),
                                    sites.stream().filter(s -> s.section() == section).toList()))
                    .filter(view -> !view.sites().isEmpty())
                    .toList();
        }
    }
}
