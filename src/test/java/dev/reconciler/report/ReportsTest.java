package dev.reconciler.report;

import static dev.reconciler.report.Reported.account;
import static dev.reconciler.report.Reported.down;
import static dev.reconciler.report.Reported.site;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconciler.model.Problem;
import dev.reconciler.model.Source;
import dev.reconciler.report.csv.CsvReport;
import dev.reconciler.report.csv.CustomersCsv;
import dev.reconciler.report.csv.SitesDownCsv;
import dev.reconciler.report.html.HtmlReport;
import dev.reconciler.report.html.IndexHtml;
import dev.reconciler.report.json.JsonReport;
import dev.reconciler.report.json.PurgeJsonl;
import java.io.IOException;
import java.io.Writer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportsTest {
    private static final AccountReport ACME =
            account("ACME", "enterprise", site("docs", Reported.restored("d", Source.SNAPSHOT)));

    @TempDir Path folder;
    private Reports reports;

    @BeforeEach
    void allFormats() {
        reports =
                new Reports(
                        folder,
                        List.of(new JsonReport(), new CsvReport(), new HtmlReport()),
                        List.of(
                                new CustomersCsv(),
                                new SitesDownCsv(),
                                new IndexHtml(),
                                new PurgeJsonl()));
    }

    @Test
    void an_account_with_an_entry_gets_a_page_in_each_format() throws Exception {
        reports.page(Reported.applied(), ACME);
        assertThat(files())
                .containsExactly(
                        "customers/id-of-ACME.csv",
                        "customers/id-of-ACME.html",
                        "customers/id-of-ACME.json");
    }

    @Test
    void an_account_without_an_entry_gets_none() throws Exception {
        reports.page(
                Reported.applied(), account("Quiet", "pro", down(site("q"), SiteDown.DEPLOY_GONE)));
        assertThat(files()).isEmpty();
    }

    @Test
    void a_list_that_has_no_place_before_apply_is_not_written() throws Exception {
        reports.lists(Reported.planned(), List.of(ACME));
        assertThat(files()).containsExactly("customers.csv", "index.html", "sites-down.csv");
        reports.lists(Reported.applied(), List.of(ACME));
        assertThat(files())
                .containsExactly("customers.csv", "index.html", "purge.jsonl", "sites-down.csv");
    }

    @Test
    void rows_are_in_the_order_of_the_accounts() throws Exception {
        reports.lists(
                Reported.applied(),
                List.of(
                        ACME,
                        account("Zebra", "pro", ACME.sites().iterator().next()),
                        account("Bee", "pro", ACME.sites().iterator().next())));
        assertThat(Files.readAllLines(folder.resolve("customers.csv")))
                .extracting(line -> line.split(",")[1])
                .containsExactly("\"name\"", "\"ACME\"", "\"Zebra\"", "\"Bee\"");
    }

    @Test
    void a_site_that_stays_down_is_listed_even_where_its_account_has_no_entry() throws Exception {
        reports.lists(
                Reported.applied(),
                List.of(account("Quiet", "pro", down(site("q"), SiteDown.PUBLISHES_NOTHING))));
        assertThat(Files.readAllLines(folder.resolve("sites-down.csv")))
                .containsExactly(
                        "\"site\",\"name\",\"account\",\"tier\",\"why\"",
                        "\"id-of-q\",\"q\",\"id-of-Quiet\",\"pro\",\"publishes nothing, though it did in the snapshot\"");
        assertThat(Files.readAllLines(folder.resolve("customers.csv"))).hasSize(1);
    }

    @Test
    void the_page_of_nobody_s_deploys_cannot_be_an_account_s() {
        var nobody =
                new AccountReport(
                        Optional.empty(), Optional.empty(), "pro", Optional.empty(), List.of());
        var sly =
                new AccountReport(
                        Optional.of(Reported.id(nobody.fileName())),
                        Optional.empty(),
                        "pro",
                        Optional.empty(),
                        List.of());
        assertThat(sly.fileName()).isNotEqualTo(nobody.fileName());
    }

    @Test
    void every_link_of_the_index_leads_to_a_file() throws Exception {
        var nobody =
                new AccountReport(
                        Optional.empty(), Optional.empty(), "pro", Optional.empty(), ACME.sites());
        var accounts =
                Stream.concat(
                                Stream.of(ACME, nobody),
                                Stream.of("a b", "50%", "../x", "é&\"<", "#?")
                                        .map(name ->
                                                account(
                                                        name,
                                                        "pro",
                                                        site("s", Reported.superseded("d")))))
                        .toList();
        accounts.forEach(account -> reports.page(Reported.applied(), account));
        reports.lists(Reported.applied(), accounts);
        Files.createFile(folder.resolve("unresolved.csv"));
        var links =
                Pattern.compile("href=\"([^\"]+)\"")
                        .matcher(Files.readString(folder.resolve("index.html")))
                        .results()
                        .map(m -> URLDecoder.decode(m.group(1), StandardCharsets.UTF_8))
                        .toList();
        assertThat(links)
                .hasSize(3 + 3 * accounts.size())
                .allSatisfy(link -> assertThat(folder.resolve(link)).exists());
    }

    @Test
    void a_page_that_cannot_be_finished_leaves_the_one_before() throws Exception {
        reports.page(Reported.planned(), ACME);
        var before = Files.readString(folder.resolve("customers/id-of-ACME.csv"));
        var failing = new Reports(folder, List.of(new FullDisk()), List.of());
        assertThatThrownBy(() -> failing.page(Reported.applied(), ACME))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("no space left")
                .hasMessageContaining("id-of-ACME.csv");
        assertThat(folder.resolve("customers/id-of-ACME.csv")).hasContent(before);
        assertThat(files()).hasSize(3);
    }

    @Test
    void a_list_that_cannot_be_finished_leaves_all_lists_as_they_were() throws Exception {
        reports.lists(Reported.planned(), List.of(ACME));
        var before = Files.readString(folder.resolve("index.html"));
        var two =
                List.of(
                        ACME,
                        new AccountReport(
                                Optional.empty(),
                                Optional.empty(),
                                "pro",
                                Optional.empty(),
                                () -> {
                                    throw new IllegalStateException("the plan cannot be read");
                                }));
        assertThatThrownBy(() -> reports.lists(Reported.applied(), two))
                .hasMessage("the plan cannot be read");
        assertThat(folder.resolve("index.html")).hasContent(before);
        assertThat(files()).containsExactly("customers.csv", "index.html", "sites-down.csv");
    }

    /** Every file below the folder, hidden ones as well. */
    private List<String> files() throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    /** Writes something, then fails. */
    private record FullDisk() implements ReportFormat {
        @Override
        public String extension() {
            return "csv";
        }

        @Override
        public void write(ReportHeader header, AccountReport account, Writer out)
                throws IOException {
            out.write("half a p");
            throw new IOException("no space left on device");
        }
    }
}
