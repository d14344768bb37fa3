package dev.reconciler.report;

import dev.reconciler.model.DamagedFile;
import dev.reconciler.model.Source;
import dev.reconciler.plan.PlannedRemedy;
import dev.reconciler.report.SiteStory.Alike;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What the owner of deploys that fared alike is told, in words that need no knowledge of the
 * platform's inside.
 */
final class Words {
    private static final String NOTHING_TO_DO = " You need not do anything.";
    private static final String A_PERSON_LOOKS =
            " A person of ours is looking at it and will write to you.";

    private static final String LEFT = " A person of ours has looked at it, and left it as it is.";

    private final ReportHeader header;
    private final Times times;
    private final Naming naming;
    private final Alike alike;
    private final List<EntryReport> deploys;
    private final EntryReport first;
    private final boolean one;

    private Words(ReportHeader header, Alike alike, List<EntryReport> deploys) {
        this.header = header;
        this.times = Times.of(header);
        this.naming = new Naming(times);
        this.alike = alike;
        this.deploys = deploys;
        this.first = deploys.getFirst();
        this.one = deploys.size() == 1;
    }

    static Passage passage(ReportHeader header, Alike alike, List<EntryReport> deploys) {
        var words = new Words(header, alike, deploys);
        return new Passage(
                alike.section(),
                words.label(),
                words.text(),
                words.todo(),
                alike.files(),
                alike.moreFiles(),
                deploys);
    }

    private String label() {
        return switch (alike.outcome()) {
            case FILES_DAMAGED -> alike.published() ? again() : "Files damaged";
            case LOST -> again();
            case WENT_BACK_FOR_GOOD, WENT_BACK ->
                    tense("Went back to an earlier deploy", "Will go back to an earlier deploy");
            case HELD_BACK -> "Not live";
            case UNREAD, UNDECIDED -> "Being looked at";
            case CHANGED_MEANWHILE ->
                    alike.left().filter(Conflict.What.REFUSED::equals).isPresent()
                            ? "Not repaired"
                            : "Changed meanwhile";
            case NOT_CONFIRMED -> "Being checked";
            case TAKEN_BACK -> tense("Taken back", "Will be taken back");
            case PUBLISHED -> tense("Went live", "Will go live");
            case BUILT_AGAIN -> tense("Being built again", "Will be built again");
            case RESTORED -> tense("As it was", "Will be as it was");
            case REPLACED -> "Replaced";
            case REPAIRED_AGAIN -> tense("Repaired again", "Will be repaired again");
            case STILL_TO_COME -> "Still to come";
        };
    }

    private Phrase text() {
        return switch (alike.outcome()) {
            case FILES_DAMAGED -> filesDamaged();
            case LOST -> lost();
            case WENT_BACK_FOR_GOOD -> wentBackForGood();
            case HELD_BACK -> heldBack();
            case UNREAD -> unread();
            case UNDECIDED -> undecided();
            case CHANGED_MEANWHILE -> changedMeanwhile();
            case NOT_CONFIRMED -> notConfirmed();
            case TAKEN_BACK -> takenBack();
            case PUBLISHED -> published();
            case WENT_BACK -> wentBack();
            case BUILT_AGAIN -> builtAgain();
            case RESTORED -> restored();
            case REPLACED -> replaced();
            case REPAIRED_AGAIN -> repairedAgain();
            case STILL_TO_COME -> stillToCome();
        };
    }

    private Optional<Phrase> todo() {
        return switch (alike.outcome()) {
            case FILES_DAMAGED, LOST, WENT_BACK_FOR_GOOD -> Optional.of(deployAgain());
            case HELD_BACK ->
                    Optional.of(
                            Phrase.of(
                                    "If visitors should see it, publish it or deploy it again. If not, leave it."));
            case UNREAD,
                    UNDECIDED,
                    CHANGED_MEANWHILE,
                    NOT_CONFIRMED,
                    TAKEN_BACK,
                    PUBLISHED,
                    WENT_BACK,
                    BUILT_AGAIN,
                    RESTORED,
                    REPLACED,
                    REPAIRED_AGAIN,
                    STILL_TO_COME ->
                    Optional.empty();
        };
    }

    private Phrase filesDamaged() {
        var text =
                Phrase.of(fileCount() + " of " + number("", "each of "))
                        .then(subject())
                        .then((alike.fileCount() == 1 ? " is " : " are ") + problem())
                        .then(
                                isMadeDuringIncident()
                                        ? ", because it was made while our records were damaged"
                                        : "");
        // With metadata damage besides, it is a RESTORE.
        if (alike.cause() != Outcome.Cause.FILES) {
            var records =
                    number("its record ", "their records ")
                            + tense(number("was", "were"), "will be");
            text = text.then("; " + records + " restored");
        }
        return text.then(
                alike.published()
                        ? ". Visitors notice."
                        : ". Only visitors of "
                                + number("its own address", "their own addresses")
                                + " notice.");
    }

    private Phrase lost() {
        var text = Phrase.of("we cannot restore ").then(subject()).then(": " + cause() + ".");
        boolean marked = deploys.stream().allMatch(d -> d.entry().sidelined());
        var will = tense(number("is", "are"), "will be");
        return marked ? text.then(number(" It ", " They ") + will + " marked as failed.") : text;
    }

    private Phrase wentBackForGood() {
        return visitorsSee()
                .then(", because we cannot restore ")
                .then(subject())
                .then(": " + cause() + ".");
    }

    private Phrase wentBack() {
        return visitorsSee()
                .then(" until ")
                .then(build())
                .then(" is built again, which we " + tense("have asked for.", "will ask for."))
                .then(NOTHING_TO_DO);
    }

    private Phrase heldBack() {
        return subject()
                .then(number(" was", " were") + " made during the incident and did not go live.")
                .then(" We publish nothing on our own that we cannot vouch for.");
    }

    private Phrase unread() {
        return Phrase.of("we could not read everything that we need to decide about ")
                .then(subject())
                .then(
                        ", so nothing about "
                                + number("it was", "them was")
                                + " changed."
                                + A_PERSON_LOOKS);
    }

    private Phrase undecided() {
        return Phrase.of("we cannot restore everything in ")
                .then(number("the record of ", "the records of "))
                .then(subject())
                .then("." + (isDecided() ? LEFT : A_PERSON_LOOKS));
    }

    private boolean isDecided() {
        return deploys.stream().allMatch(deploy -> deploy.entry().decided().isPresent());
    }

    private Phrase changedMeanwhile() {
        return (DownNow.movesSite(first) ? siteLeftAlone() : deploysLeftAlone())
                .then(A_PERSON_LOOKS);
    }

    private Phrase deploysLeftAlone() {
        return switch (alike.left().orElse(Conflict.What.REFUSED)) {
            case REFUSED ->
                    Phrase.of("the repair of ").then(subject()).then(" did not go through.");
            case LIVE ->
                    subject()
                            .then(
                                    number(" is", " are")
                                            + " live by now, so we did not take its repair back.");
            case DEPLOY, SITE, PUBLISHED, TARGET ->
                    subject()
                            .then(
                                    number(" was", " were")
                                            + " changed after the repair was planned, so we overwrote nothing.");
        };
    }

    /** What was to happen to the site, and why it did not. */
    private Phrase siteLeftAlone() {
        var what = alike.left().orElse(Conflict.What.REFUSED);
        if (what == Conflict.What.DEPLOY && DownNow.hasMoved(first)) {
            return visitorsSee("visitors see ").then(". ").then(deploysLeftAlone());
        }
        boolean goesLive = first.entry().remedy() instanceof PlannedRemedy.Publish;
        var cause =
                switch (what) {
                    case DEPLOY -> subject().then(" was changed");
                    case TARGET -> goesLive ? subject().then(" was changed") : targetChanged();
                    case SITE -> Phrase.of("the site was changed or locked");
                    case LIVE -> subject().then(" is live");
                    case PUBLISHED -> Phrase.of("the site was set to publish another deploy");
                    case REFUSED -> Phrase.of("the repair of the site did not go through");
                };
        var when = what == Conflict.What.REFUSED ? ", so " : " after the repair was planned, so ";
        if (first.entry().remedy() instanceof PlannedRemedy.Undo) {
            return cause.then(when + "we left the site as it is.");
        }
        return goesLive
                ? cause.then(when + "we did not put ").then(named(what)).then(" live.")
                : cause.then(when + "the site did not go back to an earlier deploy.");
    }

    private Phrase named(Conflict.What what) {
        return switch (what) {
            case DEPLOY, TARGET, LIVE -> Phrase.of("it");
            case SITE, PUBLISHED, REFUSED -> subject();
        };
    }

    private Phrase targetChanged() {
        return Phrase.of("the deploy that the site was to go back to was changed");
    }

    private Phrase notConfirmed() {
        return Phrase.of("we repaired ")
                .then(subject())
                .then(
                        ", but did not find everything as it should be when we looked again."
                                + A_PERSON_LOOKS);
    }

    private Phrase takenBack() {
        return Phrase.of("the repair of ")
                .then(subject())
                .then(tense(" was taken back: ", " will be taken back: "))
                .then(
                        number("it is", "they are")
                                + tense(" as before", " then as before")
                                + " the repair."
                                + A_PERSON_LOOKS);
    }

    private Phrase repairedAgain() {
        return Phrase.of("the repair of ")
                .then(subject())
                .then(
                        ", which we had taken back, "
                                + tense("is in its place again.", "will be in its place again.")
                                + NOTHING_TO_DO);
    }

    private Phrase stillToCome() {
        return Phrase.of("we repair one part after the other, and the turn of ")
                .then(subject())
                .then(" has not come yet." + NOTHING_TO_DO);
    }

    private Phrase published() {
        return subject()
                .then(number(" was", " were") + " ready, but our fault kept it from going live. ")
                .then(tense("Visitors see it now.", "Visitors will see it.") + NOTHING_TO_DO);
    }

    private Phrase builtAgain() {
        if (deploys.stream().allMatch(deploy -> deploy.entry().damage().isEmpty())) {
            return Phrase.of(tense("we have asked for ", "we will ask for "))
                    .then(build())
                    .then(" to be built again, since " + number("it", "they") + " did not go live.")
                    .then(NOTHING_TO_DO);
        }
        var text =
                Phrase.of(tense("we have asked for ", "we will ask for "))
                        .then(build())
                        .then(" to be built again: " + cause() + ".");
        if (!alike.published()) {
            return text.then(NOTHING_TO_DO);
        }
        return alike.cause() == Outcome.Cause.FILES
                ? text.then(" Until then, visitors may not find everything." + NOTHING_TO_DO)
                : text.then(
                        " Until then, the site is not as it should be; if you publish another deploy, it is up at once.");
    }

    /** Where a deploy is called by its commit already, that is not said twice. */
    private Phrase build() {
        return one && first.deploy().title().isPresent()
                ? commit().then(" of ").then(subject())
                : subject();
    }

    private Phrase restored() {
        boolean among = !one && deploys.stream().anyMatch(d -> d.published());
        return Phrase.of(number("the record of ", "the records of "))
                .then(subject())
                .then(" " + tense(number("was", "were"), "will be") + " restored from " + sources())
                .then(among ? "; the one you have published is among them." : ".");
    }

    private Phrase replaced() {
        return subject()
                .then(
                        number(
                                " is damaged, but a newer deploy takes its place.",
                                " are damaged, but newer deploys take their places."))
                .then(NOTHING_TO_DO);
    }

    private Phrase deployAgain() {
        if (!alike.commit()) {
            return Phrase.of(ifNeeded("Upload it again.", "Upload them again."));
        }
        return one
                ? Phrase.of(ifNeeded("Deploy ", ""))
                        .then(commit())
                        .then(" again, or ask us to build it.")
                : Phrase.of(ifNeeded("", "Deploy their commits again, or ask us to build them."));
    }

    /** What nobody sees any more, its owner may not want either. */
    private String ifNeeded(String singular, String plural) {
        var order = number(singular, plural);
        boolean needed = alike.published() || alike.outcome() == Outcome.WENT_BACK_FOR_GOOD;
        return needed
                ? order
                : number("If you still need it, ", "If you still need them, ")
                        + order.substring(0, 1).toLowerCase(Locale.ENGLISH)
                        + order.substring(1);
    }

    private Phrase subject() {
        return naming.subject(deploys);
    }

    private Phrase visitorsSee() {
        return visitorsSee(tense("visitors see ", "visitors will see "));
    }

    private Phrase visitorsSee(String verb) {
        var target = first.target().map(naming::target).orElse(Phrase.of("an earlier deploy"));
        return Phrase.of(verb).then(target);
    }

    private Phrase commit() {
        return first.deploy()
                .commit()
                .map(c -> Phrase.of("commit ").then(Naming.commit(c)))
                .orElse(Phrase.of("it"));
    }

    private String cause() {
        return switch (alike.cause()) {
            case POINTER ->
                    "our records no longer say which files belong to " + number("it", "them");
            case TREE ->
                    number("its list of files is", "their lists of files are") + " lost or damaged";
            case RECORD -> number("its record", "their records") + " cannot be restored";
            case FILES ->
                    fileCount()
                            + number("", " of each")
                            + (alike.fileCount() == 1 ? " is " : " are ")
                            + problem();
        };
    }

    private String fileCount() {
        if (alike.fileCount() == 0) {
            return "some files";
        }
        return alike.fileCount() == 1
                ? "1 file"
                : String.format(Locale.ENGLISH, "%,d files", alike.fileCount());
    }

    private String problem() {
        var kinds = new TreeSet<String>();
        for (DamagedFile file : alike.files()) {
            kinds.add(
                    switch (file.kind()) {
                        case MISSING -> "missing";
                        case CORRUPT -> "damaged";
                    });
        }
        return kinds.isEmpty() ? "missing or damaged" : String.join(" or ", kinds.descendingSet());
    }

    private String sources() {
        var sources = new TreeSet<String>();
        for (EntryReport deploy : deploys) {
            sources.add(source(deploy.entry().remedy()));
        }
        return String.join(" and ", sources);
    }

    /**
     * A customer has heard of backups; that others of our records helped is all they need to know
     * of those.
     */
    private String source(PlannedRemedy remedy) {
        return switch (remedy) {
            case PlannedRemedy.Restore(Optional<PlannedRemedy.Pointer> pointer) ->
                    pointer.map(p -> source(p.source())).orElse("our other records");
            case PlannedRemedy.Publish _,
                    PlannedRemedy.Revert _,
                    PlannedRemedy.Superseded _,
                    PlannedRemedy.Rebuild _,
                    PlannedRemedy.Escalate _,
                    PlannedRemedy.Undo _ ->
                    "our other records";
        };
    }

    private String source(Source source) {
        return switch (source) {
            case SNAPSHOT ->
                    "our backup"
                            + header.backup()
                                    .map(at ->
                                            " (it holds deploys up to " + times.exact(at) + " UTC)")
                                    .orElse("");
            case POINTER_LOG -> "our log of deploys";
            case LIVE -> "our other records";
            case DECISION -> "a copy that a person of ours chose";
        };
    }

    private boolean isMadeDuringIncident() {
        return one
                && header.from().isPresent()
                && first.deploy()
                        .created()
                        .filter(at -> !at.isBefore(header.from().get()))
                        .isPresent();
    }

    private String again() {
        return alike.commit() ? "Deploy again" : "Upload again";
    }

    private String tense(String past, String future) {
        return alike.done() ? past : future;
    }

    private String number(String singular, String plural) {
        return one ? singular : plural;
    }
}
