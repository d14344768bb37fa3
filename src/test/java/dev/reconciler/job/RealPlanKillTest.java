package dev.reconciler.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.job.ledger.LedgerAddress;
import dev.reconciler.job.ledger.Ledgers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The real <i>plan</i>, which is killed, stopped, and short of room on its disk. */
class RealPlanKillTest extends RealProcessTrials {
    private static final int KILLS = 20;
    private static final int FULL = 5;

    @Test
    @Tag("slow")
    void a_plan_that_is_killed_again_and_again_is_the_one_that_it_would_have_been()
            throws Exception {
        Duration usual = usual(home(), "plan");
        killed(
                KILLS,
                "plan: SIGKILL of the real process",
                () -> {
                    Path home = home();
                    int kills = killAgainAndAgain(home, usual, "plan");
                    isTheOneThatItWouldHaveBeen(home);
                    return kills;
                });
    }

    private void isTheOneThatItWouldHaveBeen(Path home) throws IOException {
        Path made = onlyPlan(home);
        assertThat(
                        FolderPicture.difference(
                                FolderPicture.of(made),
                                FolderPicture.of(undisturbed(home(), made, Jobs::plan))))
                .as(told)
                .isEmpty();
        assertThat(FolderPicture.of(home.resolve("work")).keySet())
                .as(told)
                .containsExactlyInAnyOrder(
                        "/", "runs/", "status.json", "ledger.mv.db", "ledger.holder");
    }

    @Test
    void a_run_that_is_asked_to_stop_says_how_to_go_on() throws Exception {
        Path home = home();
        RealProcess stopped = atWork(home, "plan");
        stopped.stop();

        hasStopped(stopped, "reconciler resume");
        RealProcess resumed = RealProcess.start(home, "resume");
        assertThat(resumed.status()).as(resumed.text()).isEqualTo(Exit.DAMAGE.bit());
        isTheOneThatItWouldHaveBeen(home);
    }

    @Test
    void a_second_process_is_told_who_has_the_run_and_since_when() throws Exception {
        Path home = home();
        RealProcess first = atWork(home, "plan");
        first.signal("STOP");
        try {
            RealProcess second = RealProcess.start(home, "plan");
            assertThat(second.status()).as(second.text()).isEqualTo(Exit.FAILURE.bit());
            assertThat(second.text())
                    .containsPattern(
                            "process " + first.process().pid() + " on [^ ]+, for [0-9]+ s");
        } finally {
            first.signal("CONT");
        }
        assertThat(first.status()).as(first.text()).isEqualTo(Exit.DAMAGE.bit());
        isTheOneThatItWouldHaveBeen(home);
    }

    @Test
    @Tag("slow")
    void a_plan_for_which_there_is_no_room_says_so_and_goes_on_when_there_is() throws Exception {
        int full = 0;
        while (full < FULL) {
            full +=
                    swept(
                            "plan: no room on the disk of the real process",
                            () -> {
                                Path home = home();
                                boolean failed = hadNoRoom(home, random.nextInt(50, 4_000), "plan");
                                isTheOneThatItWouldHaveBeen(home);
                                return failed ? 1 : 0;
                            });
        }
    }

    @Test
    @Tag("slow")
    void an_older_ledger_that_there_is_no_room_to_bring_up_to_date_is_as_it_was() throws Exception {
        for (int more = 0; more < FULL; more++) {
            Path home = home();
            LedgerAddress ledger = LedgerAddress.inFolder(home.resolve("work"));
            DataSource older = Ledgers.older(ledger, "6");
            long kilobytes = Files.size(home.resolve("work/ledger.mv.db")) / 1_024;

            RealProcess limited =
                    RealProcess.startWithFilesUpTo(kilobytes + 40L * more, home, "plan");
            assertThat(limited.status()).as(limited.text()).isEqualTo(Exit.FAILURE.bit());
            assertThat(limited.text())
                    .contains("error: the ledger is of an older version", "make room")
                    .doesNotContain("\tat ", "ERROR", "Exception");
            assertThat(Ledgers.version(older)).isEqualTo("6");

            RealProcess again = RealProcess.start(home, "plan");
            assertThat(again.status()).as(again.text()).isEqualTo(Exit.DAMAGE.bit());
            isTheOneThatItWouldHaveBeen(home);
        }
    }
}
