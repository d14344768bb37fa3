package dev.reconciler.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.reconciler.decide.Decided;
import dev.reconciler.decide.Decision;
import dev.reconciler.decide.Decision.Choice;
import dev.reconciler.model.Id;
import dev.reconciler.model.Problem;
import dev.reconciler.model.TreeId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionsFileTest {
    private static final String TREE = "0123456789abcdef0123456789abcdef01234567";
    private static final String GOOD =
            "{\"deploy\":\"a\",\"remedy\":\"LEAVE\",\"by\":\"ada\",\"why\":\"so\"}";

    @TempDir private Path folder;

    private DecisionsFile read(String... lines) throws IOException {
        Path file = folder.resolve("decisions.jsonl");
        Files.writeString(file, String.join("\n", lines));
        return DecisionsFile.read(file);
    }

    private static Id id(String text) {
        return Id.of(new BsonString(text));
    }

    @Test
    void every_remedy_is_read() throws IOException {
        var decisions =
                read(
                                "{\"deploy\":\"a\",\"remedy\":\"RESTORE\",\"tree\":\"%s\",\"by\":\" ada \",\"why\":\"she knows\"}"
                                        .formatted(TREE),
                                "",
                                "{\"deploy\":\"b\",\"remedy\":\"PUBLISH\",\"locked\":true,\"by\":\"ada\",\"why\":\"so\"}",
                                "{\"deploy\":\"c\",\"remedy\":\"REVERT\",\"target\":{\"$numberInt\":\"7\"},\"by\":\"ada\",\"why\":\"so\"}",
                                "{\"deploy\":\"d\",\"remedy\":\"REBUILD\",\"by\":\"ada\",\"why\":\"so\"}",
                                "{\"deploy\":\"e\",\"remedy\":\"LEAVE\",\"by\":\"ada\",\"why\":\"so\"}")
                        .decisions();

        assertThat(decisions.get(id("a")))
                .isEqualTo(
                        new Decision(
                                id("a"),
                                new Choice.Restore(new TreeId(TREE)),
                                new Decided("ada", "she knows")));
        assertThat(choice(decisions.get(id("b")))).isEqualTo(new Choice.Publish(true));
        assertThat(choice(decisions.get(id("c"))))
                .isEqualTo(new Choice.Revert(Id.of(new BsonInt32(7)), false));
        assertThat(choice(decisions.get(id("d")))).isEqualTo(new Choice.Rebuild());
        assertThat(choice(decisions.get(id("e")))).isEqualTo(new Choice.Leave());
    }

    @Test
    void the_tree_of_a_restore_may_be_called_its_target() throws IOException {
        String line =
                "{\"deploy\":\"a\",\"remedy\":\"RESTORE\",\"target\":\"%s\",\"by\":\"ada\",\"why\":\"so\"}";

        assertThat(choice(read(line.formatted(TREE)).decisions().get(id("a"))))
                .isEqualTo(new Choice.Restore(new TreeId(TREE)));
    }

    private static Choice choice(Decision decision) {
        return decision.choice();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'deploy':'b'                                                  | is no JSON",
                "['b']                                                          | no JSON object",
                "{'deploy':'b'} {}                                              | is no JSON",
                "{'deploy':'b','deploy':'c','remedy':'LEAVE','by':'a','why':'w'} | is no JSON",
                "{'remedy':'LEAVE','by':'a','why':'w'}                          | it has no deploy",
                "{'deploy':null,'remedy':'LEAVE','by':'a','why':'w'}            | its deploy is no id",
                "{'deploy':'b','by':'a','why':'w'}                              | it has no remedy",
                "{'deploy':'b','remedy':7,'by':'a','why':'w'}                   | its remedy is no text",
                "{'deploy':'b','remedy':'SUPERSEDED','by':'a','why':'w'}        | there is no remedy SUPERSEDED",
                "{'deploy':'b','remedy':'leave','by':'a','why':'w'}             | there is no remedy leave",
                "{'deploy':'b','remedy':'LEAVE','why':'w'}                      | it has no by",
                "{'deploy':'b','remedy':'LEAVE','by':'a'}                       | it has no why",
                "{'deploy':'b','remedy':'LEAVE','by':' ','why':'w'}             | its by is empty",
                "{'deploy':'b','remedy':'RESTORE','by':'a','why':'w'}           | it has no tree",
                "{'deploy':'b','remedy':'RESTORE','tree':'x','by':'a','why':'w'} | its tree is no id of a tree",
                "{'deploy':'b','remedy':'RESTORE','target':'x','by':'a','why':'w'} | its target is no id of a tree",
                "{'deploy':'b','remedy':'RESTORE','tree':'0123456789abcdef0123456789abcdef01234567','target':'x','by':'a','why':'w'} | RESTORE takes no target",
                "{'deploy':'b','remedy':'REVERT','by':'a','why':'w'}            | it has no target",
                "{'deploy':'b','remedy':'PUBLISH','locked':'yes','by':'a','why':'w'} | its locked is neither true nor false",
                "{'deploy':'b','remedy':'REBUILD','target':'a','by':'a','why':'w'} | REBUILD takes no target",
                "{'deploy':'b','remedy':'LEAVE','bye':'a','by':'a','why':'w'}   | LEAVE takes no bye"
            })
    void a_line_that_is_not_clear_is_refused_by_file_and_line(String line, String why) {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> read(GOOD, line.replace('\'', '"')))
                .satisfies(problem -> {
                    assertThat(problem.what()).contains(why);
                    assertThat(problem.where()).endsWith("decisions.jsonl, line 2");
                    assertThat(problem.next()).isNotBlank();
                });
    }

    @Test
    void a_deploy_that_is_decided_upon_twice_is_refused() {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> read(GOOD, "", GOOD.replace("LEAVE", "REBUILD")))
                .satisfies(
                        problem -> assertThat(problem.where()).endsWith("line 3: a, as in line 1"));
    }

    @Test
    void every_line_that_is_not_right_is_named_up_to_twenty_of_them() {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> read("{", GOOD, GOOD.replace("ada", " "), "", GOOD))
                .satisfies(problem -> {
                    assertThat(problem.what()).isEqualTo("3 lines of the decisions are not right");
                    assertThat(problem.where().lines().skip(1))
                            .satisfiesExactly(
                                    line -> assertThat(line).contains("line 1: ", "is no JSON"),
                                    line ->
                                            assertThat(line)
                                                    .contains("line 3: ", "its by is empty"),
                                    line ->
                                            assertThat(line)
                                                    .contains(
                                                            "line 5: a, as in line 2: ", "twice"));
                });
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> read("[]\n".repeat(1_234)))
                .satisfies(problem -> {
                    assertThat(problem.what()).startsWith("1,234 lines");
                    assertThat(problem.where().lines())
                            .hasSize(22)
                            .last()
                            .asString()
                            .endsWith("… and 1,214 more");
                });
    }

    @Test
    void what_is_no_text_or_is_not_there_is_refused() throws IOException {
        Path file = folder.resolve("latin1.jsonl");
        Files.write(file, "{\"deploy\":\"ä\"}".getBytes(StandardCharsets.ISO_8859_1));

        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> DecisionsFile.read(file))
                .withMessageContaining("not UTF-8");
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> DecisionsFile.read(folder.resolve("none.jsonl")))
                .withMessageContaining("no such file");
    }

    @Test
    void a_run_keeps_a_copy_and_notices_that_it_is_another_one() throws IOException {
        RunFolder run = new RunFolder(Files.createDirectory(folder.resolve("run")));
        DecisionsFile file = read(GOOD);
        DecisionsFile.keep(file.asked(), run);
        Files.delete(folder.resolve("decisions.jsonl"));

        assertThat(DecisionsFile.keptIn(run, file.asked())).isEqualTo(file);

        Files.writeString(run.file(DecisionsFile.NAME), GOOD.replace("so", "no"));
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> DecisionsFile.keptIn(run, file.asked()))
                .withMessageContaining("not what it was");
    }

    @Test
    void a_file_that_changed_since_it_was_read_is_not_kept() throws IOException {
        RunFolder run = new RunFolder(Files.createDirectory(folder.resolve("run")));
        DecisionsFile file = read(GOOD);
        read(GOOD.replace("so", "no"));

        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> DecisionsFile.keep(file.asked(), run));
        assertThat(run.file(DecisionsFile.NAME)).doesNotExist();
    }
}
