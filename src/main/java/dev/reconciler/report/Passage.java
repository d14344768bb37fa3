package dev.reconciler.report;

import dev.reconciler.model.DamagedFile;
import java.util.List;
import java.util.Optional;

/**
 * What a customer is told about those deploys of a site that fared alike.
 *
 * @param label two or three words
 * @param text what happened and what was, or will be, done
 * @param todo what the customer has to do
 * @param files what is wrong with each of these deploys, sorted by path
 * @param moreFiles how many besides
 * @param deploys in the plan's order; empty where it is about the site itself
 */
public record Passage(
        Section section,
        String label,
        Phrase text,
        Optional<Phrase> todo,
        List<DamagedFile> files,
        long moreFiles,
        List<EntryReport> deploys) {

    public Passage {
        files = List.copyOf(files);
        deploys = List.copyOf(deploys);
    }
}
