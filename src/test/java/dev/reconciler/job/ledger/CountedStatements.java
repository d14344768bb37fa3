package dev.reconciler.job.ledger;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Counts what is sent to a database: a batch is one. */
final class CountedStatements extends DelegatingDataSource {
    private final AtomicInteger executed = new AtomicInteger();

    CountedStatements(DataSource database) {
        super(database);
    }

    /** How many statements some work takes. */
    int of(Runnable work) {
        int before = executed.get();
        work.run();
        return executed.get() - before;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection real = obtainTargetDataSource().getConnection();
        return proxy(
                Connection.class,
                real,
                result ->
                        result instanceof PreparedStatement statement
                                ? proxy(PreparedStatement.class, statement, same -> same)
                                : result);
    }

    /** What becomes of a method's result. */
    private interface Through {
        Object of(Object result);
    }

    private <T> T proxy(Class<T> type, T real, Through through) {
        return type.cast(
                Proxy.newProxyInstance(
                        CountedStatements.class.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) -> {
                            if (method.getName().startsWith("execute")) {
                                executed.incrementAndGet();
                            }
                            Object result = call(real, method, arguments);
                            return result == null ? null : through.of(result);
                        }));
    }

    private static Object call(Object real, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
