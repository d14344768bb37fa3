package dev.reconciler.job;

import dev.reconciler.model.Problem;
import dev.reconciler.model.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.batch.infrastructure.item.support.ListItemReader;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * A job small enough to see through: a survey, then the numbers from 0 to 29 into a table, ten a
 * chunk. A file in the home folder says what is to go wrong.
 */
@Configuration(proxyBeanMethods = false)
class FakeJob {
    static final int NUMBERS = 30;

    /** What can be made to happen when the writer meets the number 15. */
    enum Mishap {
        /** A problem of ours is thrown. */
        PROBLEM,
        /** What was asked for is refused. */
        REFUSED,
        /** A library's exception is thrown. */
        SURPRISE,
        /** The process is gone from one moment to the next. */
        KILL,
        /** The chunk takes until the file is gone. */
        DAWDLE,
        /** A bit for the exit status, and a problem. */
        WAIT_FOR_APPROVAL
    }

    @Bean
    Job job(JobRepository repository, Step survey, Step write, Run run) {
        return new JobBuilder(run.request().job(), repository).start(survey).next(write).build();
    }

    @Bean
    Step survey(
            JobRepository repository,
            PlatformTransactionManager transactions,
            Run run,
            Settings settings) {
        return new StepBuilder("survey", repository)
                .tasklet(
                        (contribution, context) -> {
                            run.progress().say("snapshot", "30 numbers");
                            run.sources(Map.of("snapshot", fingerprint(settings)));
                            return RepeatStatus.FINISHED;
                        },
                        transactions)
                .allowStartIfComplete(true)
                .build();
    }

    private static String fingerprint(Settings settings) throws IOException {
        Path source = settings.work().resolveSibling("source");
        return Files.exists(source) ? Files.readString(source) : "none";
    }

    @Bean
    Step write(
            JobRepository repository,
            PlatformTransactionManager transactions,
            JdbcClient jdbc,
            Run run,
            Settings settings) {
        jdbc.sql(
                        "CREATE TABLE IF NOT EXISTS fake_number (run BIGINT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (run, number))")
                .update();
        int before =
                jdbc.sql("SELECT count(*) FROM fake_number WHERE run = ?")
                        .param(run.id())
                        .query(Integer.class)
                        .single();
        List<Integer> rest = IntStream.range(before, NUMBERS).boxed().toList();
        return new StepBuilder("write", repository)
                .<Integer, Integer>chunk(10)
                .transactionManager(transactions)
                .reader(new ListItemReader<>(rest))
                .writer(writer(jdbc, run, settings, before))
                .build();
    }

    private static ItemWriter<Integer> writer(
            JdbcClient jdbc, Run run, Settings settings, int before) {
        Progress.Step progress = run.progress().step("write", before, NUMBERS, "numbers");
        return chunk -> {
            write(chunk, jdbc, run, settings.work().resolveSibling("mishap"));
            progress.advance(chunk.size());
        };
    }

    private static void write(Chunk<? extends Integer> chunk, JdbcClient jdbc, Run run, Path mishap)
            throws Exception {
        for (int number : chunk) {
            jdbc.sql("INSERT INTO fake_number (run, number) VALUES (?, ?)")
                    .params(run.id(), number)
                    .update();
            if (number == 15 && Files.exists(mishap)) {
                happen(Mishap.valueOf(Files.readString(mishap)), mishap, run);
            }
        }
    }

    private static void happen(Mishap mishap, Path file, Run run) throws Exception {
        switch (mishap) {
            case PROBLEM ->
                    throw new Problem("number 15 is odd", "the numbers", "take an even one");
            case REFUSED -> throw new Refused("no such site", "--only-site", "name another");
            case SURPRISE -> throw new IllegalStateException("a library is surprised");
            case KILL -> Runtime.getRuntime().halt(137);
            case DAWDLE -> dawdle(file);
            case WAIT_FOR_APPROVAL -> {
                run.exit(Exit.WAITING);
                throw new Problem("nobody has signed", "the plan", "sign it");
            }
        }
    }

    private static void dawdle(Path file) throws Exception {
        Files.writeString(file.resolveSibling("dawdling"), "now", StandardOpenOption.CREATE);
        while (Files.exists(file)) {
            Thread.sleep(20);
        }
    }
}
