package dev.reconciler.report.html;

import static dev.reconciler.report.Golden.assertGolden;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reconciler.model.Damage;
import dev.reconciler.model.DamagedFile;
import dev.reconciler.model.Source;
import dev.reconciler.report.AccountReport;
import dev.reconciler.report.DeployFacts;
import dev.reconciler.report.Hostile;
import dev.reconciler.report.Northwind;
import dev.reconciler.report.ReportHeader;
import dev.reconciler.report.Reported;
import dev.reconciler.report.SiteDown;
import dev.reconciler.report.SiteReport;
import dev.reconciler.report.Written;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

class HtmlTest {
    private static final Set<String> HARMLESS_ATTRIBUTES =
            Set.of(
                    "lang",
                    "charset",
                    "name",
                    "content",
                    "http-equiv",
                    "class",
                    "scope",
                    "colspan",
                    "open");

    @Test
    void the_page_is_as_somebody_has_looked_at_it() throws Exception {
        assertGolden("northwind.applied.html", page(Reported.applied(), Northwind.northwind()));
        assertGolden(
                "northwind.planned.html",
                page(Reported.planned(), Northwind.planned(Northwind.northwind())));
    }

    @Test
    void the_index_is_as_somebody_has_looked_at_it() throws Exception {
        var other =
                Reported.account(
                        "Small & Sons", "pro", Reported.site("shop", Reported.superseded("d")));
        var quiet =
                new AccountReport(
                        Optional.of(Reported.id("q")),
                        Optional.of("Quiet"),
                        "pro",
                        Optional.empty(),
                        List.of(Reported.down(Reported.site("q"), SiteDown.DEPLOY_GONE)));
        assertGolden(
                "index.html",
                Written.list(
                        new IndexHtml(), Reported.applied(), Northwind.northwind(), other, quiet));
    }

    @RepeatedTest(100)
    void an_enemy_s_texts_change_nothing_but_texts() throws Exception {
        long seed = new Random().nextLong();
        assertThat(shape(page(Reported.applied(), Hostile.account(seed))))
                .as("seed %d", seed)
                .isEqualTo(shape(page(Reported.applied(), Hostile.harmless(seed))));
        assertThat(shape(index(Hostile.account(seed))))
                .as("seed %d", seed)
                .isEqualTo(shape(index(Hostile.harmless(seed))));
    }

    @RepeatedTest(20)
    void nothing_is_fetched_and_nothing_is_run() throws Exception {
        long seed = new Random().nextLong();
        for (String page :
                List.of(
                        page(Reported.applied(), Hostile.account(seed)),
                        index(Hostile.account(seed)))) {
            for (Element element : elements(parse(page))) {
                assertThat(element.getTagName())
                        .isNotIn(
                                "script", "img", "link", "iframe", "object", "form", "base", "svg");
                var attributes = element.getAttributes();
                for (int i = 0; i < attributes.getLength(); i++) {
                    var attribute = attributes.item(i);
                    if (attribute.getNodeName().equals("href")) {
                        assertThat(attribute.getNodeValue())
                                .matches(
                                        "[a-z-]+\\.csv|customers/[A-Za-z0-9._%+*-]+\\.(html|csv|json)");
                    } else {
                        assertThat(HARMLESS_ATTRIBUTES).contains(attribute.getNodeName());
                    }
                }
            }
            assertThat(page)
                    .doesNotContain("url(", "@import")
                    .doesNotContainPattern("[\\p{Cc}\\p{Cs}&&[^\\n]]")
                    .doesNotContainPattern("[\u202A-\u202E\u2066-\u2069\u200E\u200F]");
        }
    }

    @Test
    void a_name_of_a_megabyte_does_not_fill_the_page() throws Exception {
        var huge = "<b>".repeat(1 << 18);
        var account =
                new AccountReport(
                        Optional.of(Reported.id(huge)),
                        Optional.of(huge),
                        "pro",
                        Optional.of(huge),
                        List.of(Reported.site(huge, Reported.superseded(huge))));
        assertThat(page(Reported.applied(), account))
                .hasSizeLessThan(12_000)
                .contains("(786,432 characters)");
    }

    @Test
    void a_thousand_deploys_that_fared_differently_stay_readable() throws Exception {
        var entries =
                IntStream.range(0, 1_000)
                        .mapToObj(i ->
                                Reported.restored("d" + i, Source.SNAPSHOT)
                                        .files(new DamagedFile("f" + i, DamagedFile.Kind.MISSING)))
                        .toArray(Reported[]::new);
        var page =
                page(Reported.applied(), Reported.account("A", "pro", Reported.site("s", entries)));
        assertThat(page)
                .contains("the table that goes with this page has every deploy")
                .hasSizeLessThan(80_000);
    }

    @Test
    void many_alike_deploys_are_listed_up_to_a_hundred() throws Exception {
        var entries =
                IntStream.range(0, 1_234)
                        .mapToObj(i -> Reported.superseded("d" + i))
                        .toArray(Reported[]::new);
        assertThat(
                        page(
                                Reported.applied(),
                                Reported.account("A", "pro", Reported.site("s", entries))))
                .contains("1,234 deploys are damaged")
                .contains("… and 1,134 more;");
    }

    @Test
    void files_beyond_those_listed_are_counted() throws Exception {
        var entry =
                Reported.restored("d", Source.SNAPSHOT)
                        .files(List.of(new DamagedFile("a", DamagedFile.Kind.CORRUPT)), 2_345);
        assertThat(
                        page(
                                Reported.applied(),
                                Reported.account("A", "pro", Reported.site("s", entry))))
                .contains("2,346 files of your deploy")
                .contains("… and 2,345 more files.");
    }

    @Test
    void who_has_no_name_is_called_by_id() throws Exception {
        var site =
                new SiteReport(
                        Optional.of(Reported.id("site-7")),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(Reported.superseded("d").build()),
                        Optional.empty());
        var account =
                new AccountReport(
                        Optional.of(Reported.id("account-7")),
                        Optional.empty(),
                        "pro",
                        Optional.empty(),
                        List.of(site));
        assertThat(page(Reported.applied(), account))
                .contains("Account account-7")
                .contains("Site <code>site-7</code>");
    }

    @Test
    void deploys_that_belong_to_nobody_have_a_page_of_their_own() throws Exception {
        var site =
                new SiteReport(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(
                                Reported.escalated("d")
                                        .damage(Damage.IDENTITY_LOST)
                                        .facts(DeployFacts.unknown())
                                        .build()),
                        Optional.empty());
        var account =
                new AccountReport(
                        Optional.empty(), Optional.empty(), "pro", Optional.empty(), List.of(site));
        assertThat(page(Reported.applied(), account))
                .contains("Account not known")
                .contains("Deploys whose site is not known")
                .contains("your deploy <code>d</code>");
    }

    @Test
    void without_an_incident_no_day_is_named() throws Exception {
        var header =
                new ReportHeader(
                        "ab",
                        Reported.FROM,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Reported.planned().names());
        assertThat(page(header, Northwind.northwind()))
                .contains("What we found on your sites")
                .contains("made on 2 February 2017, 17:17 UTC");
    }

    @Test
    void it_is_not_said_that_files_were_left_alone_where_some_are_damaged() throws Exception {
        var promise = "Your files were not touched";
        assertThat(
                        page(
                                Reported.applied(),
                                Reported.account(
                                        "A",
                                        "pro",
                                        Reported.site(
                                                "s", Reported.restored("d", Source.SNAPSHOT)))))
                .contains(promise);
        assertThat(page(Reported.applied(), Northwind.northwind())).doesNotContain(promise);
    }

    @Test
    void headings_go_down_one_level_at_a_time() throws Exception {
        int level = 0;
        for (Element element : elements(parse(page(Reported.applied(), Northwind.northwind())))) {
            if (element.getTagName().matches("h[1-6]")) {
                int next = element.getTagName().charAt(1) - '0';
                assertThat(next).isLessThanOrEqualTo(level + 1);
                level = next;
            }
        }
        assertThat(level).isEqualTo(3);
    }

    private static String page(ReportHeader header, AccountReport account) throws IOException {
        return Written.page(new HtmlReport(), header, account);
    }

    private static String index(AccountReport account) throws IOException {
        return Written.list(new IndexHtml(), Reported.applied(), account);
    }

    /** The elements and their attributes, without texts and link targets. */
    private static List<String> shape(String page) throws Exception {
        var shape = new ArrayList<String>();
        for (Element element : elements(parse(page))) {
            var line = new StringBuilder(element.getTagName());
            for (int i = 0; i < element.getAttributes().getLength(); i++) {
                var attribute = element.getAttributes().item(i);
                line.append(' ')
                        .append(attribute.getNodeName())
                        .append(
                                attribute.getNodeName().equals("href")
                                        ? ""
                                        : attribute.getNodeValue());
            }
            shape.add(line.toString());
        }
        return shape;
    }

    private static Document parse(String page) throws Exception {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(page)));
    }

    private static List<Element> elements(Node node) {
        var elements = new ArrayList<Element>();
        for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element) {
                elements.add(element);
                elements.addAll(elements(element));
            }
        }
        return elements;
    }
}
