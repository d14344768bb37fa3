package dev.reconciler.report;

import dev.reconciler.model.Id;
import java.util.List;
import java.util.Optional;

/**
 * Everything that the plan says of one site.
 *
 * @param site empty for the deploys whose site cannot be had
 * @param name as its owner wrote it: not to be trusted
 * @param email who is told of its deploys
 * @param entries in the plan's order
 * @param down why visitors do not get the site as they should once the plan is applied; only in the
 *     report of the account that the site belongs to
 */
public record SiteReport(
        Optional<Id> site,
        Optional<String> name,
        Optional<String> email,
        List<EntryReport> entries,
        Optional<SiteDown> down) {

    public SiteReport {
        entries = List.copyOf(entries);
    }
}
