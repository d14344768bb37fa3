package dev.reconciler.report.html;

import com.samskivert.mustache.Template;
import dev.reconciler.report.AccountReport;
import dev.reconciler.report.Conflict;
import dev.reconciler.report.EntryReport;
import dev.reconciler.report.ReportHeader;
import dev.reconciler.report.ReportList;
import dev.reconciler.report.SafeText;
import dev.reconciler.report.Section;
import dev.reconciler.report.SiteDown;
import dev.reconciler.report.SiteReport;
import dev.reconciler.report.Tally;
import java.io.IOException;
import java.io.Writer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code index.html}: all customers for support, by tier; above them the sites that are down, and
 * what was left alone.
 */
public final class IndexHtml implements ReportList {
    private final Template begin = Templates.load("index");
    private final Template downBegin = Templates.load("index-down-begin");
    private final Template downRow = Templates.load("index-down-row");
    private final Template leftBegin = Templates.load("index-left-begin");
    private final Template leftRow = Templates.load("index-left-row");
    private final Template accountsBegin = Templates.load("index-accounts-begin");
    private final Template tierRow = Templates.load("index-tier");
    private final Template accountRow = Templates.load("index-account-row");
    private final Template tableEnd = Templates.load("index-table-end");
    private final Template end = Templates.load("index-end");

    @Override
    public Optional<String> fileName(ReportHeader header) {
        return Optional.of("index.html");
    }

    @Override
    public Rows begin(ReportHeader header, Writer out) throws IOException {
        return new Page(header, out);
    }

    /**
     * The numbers at the top are known last, and what is down stands above all accounts: both
     * tables wait beside the page.
     */
    private final class Page implements Rows {
        private final ReportHeader header;
        private final Writer out;
        private final Spill down = new Spill();
        private final Spill left = new Spill();
        private final Spill accounts = new Spill();
        private final Tally total = new Tally();
        private int customers;
        private int sitesDown;
        private String tier = "";

        Page(ReportHeader header, Writer out) throws IOException {
            this.header = header;
            this.out = out;
        }

        @Override
        public void add(AccountReport account) {
            for (SiteReport site : account.sites()) {
                site.down().ifPresent(why -> addDown(account, site, why));
                site.entries().forEach(entry -> addLeft(account, site, entry));
            }
            var tally = Tally.of(header, account);
            total.add(tally);
            if (account.hasEntries()) {
                addAccount(account, tally);
            }
        }

        private void addDown(AccountReport account, SiteReport site, SiteDown why) {
            downRow.execute(DownRow.of(account, site, why), down.writer());
            sitesDown++;
        }

        private void addLeft(AccountReport account, SiteReport site, EntryReport entry) {
            entry.conflict()
                    .ifPresent(why ->
                            leftRow.execute(LeftRow.of(account, site, entry, why), left.writer()));
        }

        private void addAccount(AccountReport account, Tally tally) {
            if (customers++ == 0 || !tier.equals(account.tier())) {
                tierRow.execute(
                        new TierRow(Wording.tier(account), customers == 1), accounts.writer());
                tier = account.tier();
            }
            accountRow.execute(AccountRow.of(account, tally), accounts.writer());
        }

        @Override
        public void end() throws IOException {
            var wording = new Wording(header);
            begin.execute(
                    new Head(wording.title(), header.shortPlan(), wording.stage(), tiles()), out);
            if (sitesDown > 0) {
                downBegin.execute(new Heading(wording.section(Section.DOWN)), out);
                down.moveTo(out);
                tableEnd.execute(out, out);
            }
            if (total.conflicts() > 0) {
                leftBegin.execute(out, out);
                left.moveTo(out);
                tableEnd.execute(out, out);
            }
            if (customers > 0) {
                accountsBegin.execute(out, out);
                accounts.moveTo(out);
                tableEnd.execute(out, out);
            }
            end.execute(out, out);
        }

        private List<Tile> tiles() {
            var tiles = new ArrayList<Tile>();
            tiles.add(Tile.of(customers, customers == 1 ? "customer" : "customers", ""));
            tiles.add(Tile.of(total.deploys(), total.deploys() == 1 ? "deploy" : "deploys", ""));
            tiles.addAll(
                    Tile.sites(
                            total,
                            total.sites(Section.NEEDS_YOU) == 1
                                    ? "needs its customer"
                                    : "need their customers"));
            if (total.stillToCome() > 0) {
                tiles.add(
                        Tile.of(
                                total.stillToCome(),
                                total.stillToCome() == 1
                                        ? "deploy still to come"
                                        : "deploys still to come",
                                "act"));
            }
            return tiles;
        }
    }

    private record Head(String heading, String plan, String stage, List<Tile> tiles) {}

    private record Heading(String heading) {}

    private record TierRow(String tier, boolean first) {}

    private record DownRow(
            String tier,
            String customer,
            boolean page,
            String href,
            String site,
            String why,
            String tone) {
        static DownRow of(AccountReport account, SiteReport site, SiteDown why) {
            return new DownRow(
                    Wording.tier(account),
                    Wording.customer(account),
                    account.hasEntries(),
                    link(account) + ".html",
                    SiteView.name(site).plain(),
                    why.text(),
                    Tone.of(why.isPartial() ? Section.NEEDS_YOU : Section.DOWN));
        }
    }

    private record LeftRow(
            String site, String deploy, String remedy, String why, String customer, String href) {
        static LeftRow of(
                AccountReport account, SiteReport site, EntryReport report, Conflict conflict) {
            return new LeftRow(
                    SiteView.name(site).plain(),
                    SafeText.of(report.entry().deploy().text(), SafeText.SHORT),
                    report.entry().remedy().text(),
                    SafeText.of(conflict.why(), SafeText.LONG),
                    Wording.customer(account),
                    link(account) + ".html");
        }
    }

    private record AccountRow(String customer, String href, List<Tile> numbers) {
        static AccountRow of(AccountReport account, Tally tally) {
            return new AccountRow(
                    Wording.customer(account),
                    link(account),
                    List.of(
                            Tile.of(tally.sites(), "", ""),
                            Tile.of(tally.sites(Section.DOWN), "", "down"),
                            Tile.of(tally.sites(Section.NEEDS_YOU), "", "act"),
                            Tile.of(tally.sites(Section.WITH_US), "", "act"),
                            Tile.of(tally.deploys(), "", "")));
        }
    }

    /** A file's name has percent signs of its own, which a link has to escape. */
    private static String link(AccountReport account) {
        return "customers/" + URLEncoder.encode(account.fileName(), StandardCharsets.UTF_8);
    }
}
