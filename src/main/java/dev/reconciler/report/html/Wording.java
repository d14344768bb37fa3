package dev.reconciler.report.html;

import dev.reconciler.report.AccountReport;
import dev.reconciler.report.ReportHeader;
import dev.reconciler.report.SafeText;
import dev.reconciler.report.Section;
import dev.reconciler.report.Times;
import java.time.Instant;
import java.util.Locale;

/** What stands around the sites on a page. */
record Wording(ReportHeader header) {

    String heading() {
        return header.from()
                .map(from -> "What happened to your sites on " + Times.date(from))
                .orElse("What we found on your sites");
    }

    /** Names the report to us. */
    String title() {
        return header.from()
                .map(from -> "Incident of " + Times.date(from))
                .orElse("Damaged deploys");
    }

    /** Follows the plan's id. */
    String stage() {
        return header.applied()
                .map(at -> "applied " + at(at))
                .orElseGet(() -> "made " + at(header.planned()) + "; nothing has been changed yet");
    }

    /**
     * @param filesDamaged whether any file or tree of the account's is damaged
     */
    String introduction(boolean filesDamaged) {
        var fault =
                header.from()
                        .map(from ->
                                "At "
                                        + Times.of(header).exact(from)
                                        + " UTC a faulty change on our side damaged the records of some deploys.")
                        .orElse("The records of some deploys were found damaged.");
        var files = filesDamaged ? "" : " Your files were not touched by it.";
        return fault + files + (header.undo() ? takenBack() : repaired());
    }

    private String repaired() {
        return header.applied().isPresent()
                ? " We have put back what was there; where we could not, this page says what is served now and what to do."
                : " We are about to put back what was there. Nothing has been changed yet: this page says what will happen, and what you will have to do.";
    }

    private String takenBack() {
        return header.applied().isPresent()
                ? " We have taken back a change that we had made since: this page says how things stand now."
                : " We are about to take back a change that we have made since. Nothing has been taken back yet: this page says what will happen.";
    }

    String section(Section section) {
        boolean applied = header.applied().isPresent();
        return switch (section) {
            case DOWN -> applied ? "Still down or incomplete" : "Will still be down or incomplete";
            case NEEDS_YOU -> "Needs you";
            case WITH_US -> "We are looking at it";
            case TO_COME -> applied ? "Still to come" : "Will be done";
            case DONE -> "Done";
        };
    }

    static String customer(AccountReport account) {
        return account.name()
                .filter(name -> !name.isBlank())
                .map(name -> SafeText.of(name, SafeText.SHORT))
                .or(() ->
                        account.account()
                                .map(id -> "Account " + SafeText.of(id.text(), SafeText.SHORT)))
                .orElse("Account not known");
    }

    static String tier(AccountReport account) {
        var tier = SafeText.of(account.tier(), SafeText.SHORT);
        return tier.isEmpty()
                ? tier
                : tier.substring(0, 1).toUpperCase(Locale.ROOT) + tier.substring(1);
    }

    private String at(Instant moment) {
        var times = Times.of(header);
        return (times.isSameDay(moment) ? "at " : "on ") + times.exact(moment) + " UTC";
    }
}
