package dev.reconciler.job.plan;

import dev.reconciler.job.ReportStep;
import dev.reconciler.job.VerifyStep;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** From snapshot and live data to a frozen plan. Nothing here writes to the platform. */
@Configuration(proxyBeanMethods = false)
@Import({PlanContext.class, VerifyStep.class})
public class PlanJob {

    @Bean
    Job plan(
            JobRepository repository,
            SurveyStep survey,
            StageStep stage,
            CompareStep compare,
            RecheckStep recheck,
            VerifyStep verify,
            DecideStep decide,
            FreezeStep freeze,
            ReportStep report) {
        Step verifying = verify.step();
        Step deciding = decide.step();
        return new JobBuilder("plan", repository)
                .start(survey.step())
                .next(stage.step())
                .next(compare.step())
                .next(recheck.step())
                .next(verifying)
                .next(deciding)
                .on(DecideStep.MORE_TO_PROVE)
                .to(verifying)
                .from(deciding)
                .on("COMPLETED")
                .to(freeze.step())
                .next(report.step())
                .end()
                .build();
    }
}
