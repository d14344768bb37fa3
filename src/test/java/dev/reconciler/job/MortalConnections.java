package dev.reconciler.job;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Connections of a process that may end: a commit is an effect; one of a dead process does not come
 * about, and what was not committed is taken back, as a database does with a client that is gone.
 *
 * <p>To a dead process it is told as an exception and not as an error: on an error, Spring Batch
 * leaves behind what it keeps of a step in a static map, and the next process of this JVM, whose
 * steps have the same numbers in a ledger of its own, would be given it.
 */
final class MortalConnections extends DelegatingDataSource {
    private static final String BEGIN = "INSERT INTO run (";
    private static final Set<String> PASSIVE = Set.of("isClosed", "unwrap", "isWrapperFor");

    private final Life life;
    private final Instant now;

    /**
     * @param now when every run has begun, whenever that is
     */
    MortalConnections(DataSource real, Life life, Instant now) {
        super(real);
        this.life = life;
        this.now = now;
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (life.isDead()) {
            throw gone();
        }
        Connection real = obtainTargetDataSource().getConnection();
        return proxy(Connection.class, new OfConnection(real));
    }

    private final class OfConnection implements InvocationHandler {
        private final Connection real;

        OfConnection(Connection real) {
            this.real = real;
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            if (PASSIVE.contains(method.getName())) {
                return call(real, method, arguments);
            }
            if (life.isDead()) {
                return whileDead(method, arguments);
            }
            try {
                return whileAlive(method, arguments);
            } catch (Life.Killed e) {
                throw gone();
            }
        }

        private Object whileAlive(Method method, Object[] arguments) throws Throwable {
            return switch (method.getName()) {
                case "commit" -> commit();
                case "prepareStatement" ->
                        statement(PreparedStatement.class, call(real, method, pinned(arguments)));
                case "createStatement" -> statement(Statement.class, call(real, method, arguments));
                default -> call(real, method, arguments);
            };
        }

        private Object whileDead(Method method, Object[] arguments) throws Throwable {
            if (!real.isClosed() && !real.getAutoCommit()) {
                real.rollback();
            }
            return switch (method.getName()) {
                case "close", "setAutoCommit", "rollback" -> call(real, method, arguments);
                default -> throw gone();
            };
        }

        private Object commit() throws SQLException {
            if (isBeating()) {
                real.commit();
                return null;
            }
            SQLException lost = lost();
            try {
                return life.effect("commit", this::reallyCommit, this::reallyCommit, lost);
            } catch (SQLException e) {
                real.rollback();
                throw e;
            }
        }

        private Object reallyCommit() throws SQLException {
            real.commit();
            return null;
        }

        private Object[] pinned(Object[] arguments) {
            Object[] pinned = arguments.clone();
            String sql = (String) arguments[0];
            if (sql.startsWith(BEGIN)) {
                pinned[0] =
                        sql.replace(
                                "CURRENT_TIMESTAMP",
                                "TIMESTAMP WITH TIME ZONE '%s'"
                                        .formatted(
                                                now.toString()
                                                        .replace('T', ' ')
                                                        .replace("Z", "+00")));
            }
            return pinned;
        }

        private Object statement(Class<?> type, Object statement) {
            return proxy(
                    type,
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("close")) {
                            return call(statement, method, arguments);
                        }
                        try {
                            life.look();
                            return execute(statement, method, arguments);
                        } catch (Life.Killed e) {
                            throw gone();
                        }
                    });
        }

        private Object execute(Object statement, Method method, Object[] arguments)
                throws Throwable {
            boolean commits =
                    Set.of("executeUpdate", "executeBatch").contains(method.getName())
                            && real.getAutoCommit()
                            && !isBeating();
            if (!commits) {
                return call(statement, method, arguments);
            }
            Life.Act<Object, Exception> act = () -> run(statement, method, arguments);
            return life.<Object, Exception>effect("commit", act, act, lost());
        }

        private static Object run(Object statement, Method method, Object[] arguments)
                throws Exception {
            try {
                return call(statement, method, arguments);
            } catch (Exception | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** When the heart beats is not the same in every run. */
    private static boolean isBeating() {
        return Thread.currentThread().getName().equals("run-lock");
    }

    private static SQLException gone() {
        return new SQLNonTransientConnectionException("the process is gone", "08003");
    }

    private static SQLException lost() {
        return new SQLTransientConnectionException("the connection was lost", "08006");
    }

    private static Object call(Object real, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(
                        MortalConnections.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
