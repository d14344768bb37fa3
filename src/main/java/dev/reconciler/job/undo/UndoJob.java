package dev.reconciler.job.undo;

import dev.reconciler.job.ReportStep;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** From what a plan wrote to a plan that takes it back. Nothing here writes to the platform. */
@Configuration(proxyBeanMethods = false)
@Import(UndoContext.class)
public class UndoJob {

    @Bean
    Job undo(JobRepository repository, UndoSteps steps, ReportStep report) {
        return new JobBuilder("undo", repository)
                .start(steps.verify())
                .next(steps.turn())
                .next(steps.guard())
                .next(steps.freeze())
                .next(report.step())
                .build();
    }
}
