package dev.reconciler.storm;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What a logger and those below it say, until this is closed. */
public final class LogOf implements AutoCloseable {
    private final Logger logger;
    private final ListAppender<ILoggingEvent> heard = new ListAppender<>();

    public LogOf(String name) {
        logger = (Logger) LoggerFactory.getLogger(name);
        heard.start();
        logger.addAppender(heard);
        logger.setAdditive(false);
    }

    public List<String> lines() {
        return List.copyOf(heard.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Override
    public void close() {
        logger.setAdditive(true);
        logger.detachAppender(heard);
    }
}
