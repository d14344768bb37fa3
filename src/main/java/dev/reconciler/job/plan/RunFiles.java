package dev.reconciler.job.plan;

import dev.reconciler.job.RunFolder;
import dev.reconciler.source.sort.SortedFile;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The sorted files of a <i>plan</i> run. One that is there is whole: it gets its name in one move.
 */
enum RunFiles {
    /** Deploys of the snapshot, by id. */
    SNAPSHOT,
    /** The first log entry of each deploy, by deploy. */
    LOG,
    /** Builds, by the deploy that they built and then their own id. */
    BUILDS,
    /** Sites, live and of the snapshot, by id. */
    SITES,
    /** Sites by the deploy that they publish. */
    PUBLISHERS,
    /** Accounts, live or where gone of the snapshot, by id. */
    ACCOUNTS,
    /** A slim row per live deploy, by site and then newest first, with its finding. */
    ROWS,
    /** Findings among the rows that the recheck took back or brought up to date, in their order. */
    RECHECKED,
    /** Entries of the plan to be, in the order of application. */
    ENTRIES;

    private String lowerCase() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The file's path. */
    Path in(RunFolder folder) {
        return folder.file(lowerCase() + ".sorted");
    }

    /** Where the runs are that will be merged into the file. */
    Path runs(RunFolder folder) {
        return folder.file(lowerCase() + ".runs");
    }

    /** What else was learnt when the file was made; written before it. */
    Path notes(RunFolder folder) {
        return folder.file(lowerCase() + ".json");
    }

    boolean isIn(RunFolder folder) {
        return Files.exists(in(folder));
    }

    SortedFile open(RunFolder folder) {
        return SortedFile.open(in(folder));
    }
}
