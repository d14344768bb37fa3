package dev.reconciler.job.apply;

import dev.reconciler.job.ReportStep;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * From an approved plan to a platform that was read again. Only this job writes to the platform.
 * Where some sites are to be first, there is something to be done for the rest.
 */
@Configuration(proxyBeanMethods = false)
@Import(ApplyContext.class)
public class ApplyJob {

    @Bean
    Job apply(
            JobRepository repository,
            AdmitStep admit,
            CanaryStep canary,
            WriteStep write,
            ConfirmStep confirm,
            ReportStep report,
            LastNotes notes) {
        return new JobBuilder("apply", repository)
                .listener(notes)
                .start(admit.step())
                .next(canary.step())
                .next(write.step())
                .next(canary.ofTheRest())
                .next(write.theRest())
                .next(confirm.step())
                .next(report.step())
                .build();
    }
}
