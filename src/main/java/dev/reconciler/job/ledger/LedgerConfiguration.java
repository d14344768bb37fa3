package dev.reconciler.job.ledger;

import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** The open ledger's parts as beans, by the names that Spring Batch looks for. */
@Configuration(proxyBeanMethods = false)
public class LedgerConfiguration {

    /** The pool is the ledger's, which closes it. */
    @Bean(destroyMethod = "")
    DataSource dataSource(Ledger ledger) {
        return ledger.dataSource();
    }

    @Bean
    PlatformTransactionManager transactionManager(Ledger ledger) {
        return ledger.transactions();
    }

    @Bean
    JdbcClient jdbcClient(Ledger ledger) {
        return ledger.jdbc();
    }
}
