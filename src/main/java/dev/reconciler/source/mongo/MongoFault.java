package dev.reconciler.source.mongo;

import com.mongodb.MongoConfigurationException;
import com.mongodb.MongoException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoServerException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import dev.reconciler.model.Problem;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns what the driver throws into what a person can do about it. Never repeats a connection
 * string, which may hold a password.
 */
final class MongoFault {
    private static final int UNAUTHORIZED = 13;
    private static final Pattern CAUSED_BY = Pattern.compile("caused by \\{([^}]+)}");
    private static final Pattern CLASS = Pattern.compile("^[\\w.$]+(?:Exception|Error): ");

    private MongoFault() {}

    /**
     * The error for people.
     *
     * @param where hosts and database, without credentials
     */
    static Problem of(String where, MongoException error) {
        return switch (error) {
            case MongoSecurityException e ->
                    new Problem(
                            "the database refuses our user or password",
                            where,
                            "Check user, password and authSource in the URI",
                            e);
            case MongoTimeoutException e ->
                    new Problem(
                            "no database server answers",
                            where,
                            "Check hosts, ports, TLS and the network: " + reason(e),
                            e);
            case MongoConfigurationException e ->
                    new Problem(
                            "the database's hosts cannot be found out",
                            where,
                            "Check the URI's host name and its DNS records: " + reason(e),
                            e);
            case MongoServerException e when e.getCode() == UNAUTHORIZED ->
                    new Problem(
                            "the database does not let our user read",
                            where,
                            "Grant it the role read on that database",
                            e);
            case MongoSocketException e ->
                    new Problem(
                            "the connection to the database broke",
                            where,
                            "See whether the server is up, then resume: " + reason(e),
                            e);
            default ->
                    new Problem(
                            "the database cannot be read",
                            where,
                            "See the server's log, then resume: " + firstLine(error),
                            error);
        };
    }

    /**
     * The innermost reason. The driver's time-out has the hosts' own reasons in its message only.
     */
    static String reason(MongoException error) {
        Matcher hosts = CAUSED_BY.matcher(String.valueOf(error.getMessage()));
        if (hosts.find()) {
            return CLASS.matcher(hosts.group(1)).replaceFirst("");
        }
        Throwable cause = error;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return firstLine(cause);
    }

    private static String firstLine(Throwable error) {
        return String.valueOf(error.getMessage()).lines().findFirst().orElse("no reason given");
    }
}
