package dev.reconciler.report;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The part of a list that one run of <i>apply</i> added: {@code purge.jsonl} becomes {@code
 * purge.7.jsonl}. Of a plan that takes several runs, it is what has to be done since the last one.
 *
 * @param list with a row per confirmed entry
 * @param run its number
 */
public record OfRun(ReportList list, long run) implements ReportList {

    @Override
    public Optional<String> fileName(ReportHeader header) {
        return header.applied().isEmpty()
                ? Optional.empty()
                : list.fileName(header).map(this::numbered);
    }

    private String numbered(String name) {
        int dot = name.lastIndexOf('.');
        return name.substring(0, dot) + '.' + run + name.substring(dot);
    }

    @Override
    public Rows begin(ReportHeader header, Writer out) throws IOException {
        Rows rows = list.begin(header, out);
        return new Rows() {
            @Override
            public void add(AccountReport account) throws IOException {
                rows.add(part(account));
            }

            @Override
            public void end() throws IOException {
                rows.end();
            }
        };
    }

    private AccountReport part(AccountReport account) {
        List<SiteReport> sites = new ArrayList<>();
        for (SiteReport site : account.sites()) {
            sites.add(
                    new SiteReport(
                            site.site(),
                            site.name(),
                            site.email(),
                            site.entries().stream().filter(this::isConfirmedHere).toList(),
                            site.down()));
        }
        return new AccountReport(
                account.account(), account.name(), account.tier(), account.email(), sites);
    }

    private boolean isConfirmedHere(EntryReport entry) {
        return entry.isConfirmed() && entry.run().filter(number -> number == run).isPresent();
    }
}
