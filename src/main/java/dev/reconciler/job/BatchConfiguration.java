package dev.reconciler.job;

import dev.reconciler.job.ledger.LedgerConfiguration;
import org.springframework.batch.core.configuration.annotation.EnableBatchProcessing;
import org.springframework.batch.core.configuration.annotation.EnableJdbcJobRepository;
import org.springframework.batch.core.repository.ExecutionContextSerializer;
import org.springframework.batch.core.repository.dao.JacksonExecutionContextStringSerializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Spring Batch on the ledger: its job repository is in the same database as our rows. */
@Configuration(proxyBeanMethods = false)
@EnableBatchProcessing(taskExecutorRef = "jobThread")
@EnableJdbcJobRepository
@Import(LedgerConfiguration.class)
class BatchConfiguration {

    @Bean
    JobThread jobThread() {
        return new JobThread();
    }

    /** Readable in the database, and by any version. */
    @Bean
    ExecutionContextSerializer executionContextSerializer() {
        return new JacksonExecutionContextStringSerializer();
    }
}
