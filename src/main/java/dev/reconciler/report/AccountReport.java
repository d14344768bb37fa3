package dev.reconciler.report;

import dev.reconciler.model.Id;
import java.util.Optional;

/**
 * Everything that the plan says of one account's sites.
 *
 * @param account empty for the deploys whose account cannot be had
 * @param name as its owner wrote it: not to be trusted
 * @param tier the service tier's name
 * @param email where the account's bills go
 * @param sites the sites with an entry, and those that stay down; can be iterated more than once,
 *     and need not be in memory at once. An entry whose site cannot be had stands in a site without
 *     an id
 */
public record AccountReport(
        Optional<Id> account,
        Optional<String> name,
        String tier,
        Optional<String> email,
        Iterable<SiteReport> sites) {

    /** Percent-encoding leaves no plus sign, so that no account's file has this name. */
    private static final String NO_ACCOUNT = "+no-account";

    /** Name of the account's files, without folder and extension. */
    public String fileName() {
        return account.map(Id::fileName).orElse(NO_ACCOUNT);
    }

    /**
     * Whether the account gets a page: one with sites that are down and without an entry does not.
     */
    public boolean hasEntries() {
        for (SiteReport site : sites) {
            if (!site.entries().isEmpty()) {
                return true;
            }
        }
        return false;
    }
}
