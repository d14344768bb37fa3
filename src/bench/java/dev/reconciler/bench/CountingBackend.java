package dev.reconciler.bench;

import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import io.netty.channel.Channel;
import java.util.Map;
import java.util.TreeMap;

/** An embedded server that counts commands, so that a query per deploy would be seen. */
final class CountingBackend extends MemoryBackend {
    private final Map<String, Long> commands = new TreeMap<>();

    @Override
    public Document handleMessage(MongoMessage message) {
        count(message.getDocument().keySet().iterator().next());
        return super.handleMessage(message);
    }

    @Override
    public Document handleCommand(
            Channel channel, String database, String command, Document query) {
        count(command);
        return super.handleCommand(channel, database, command, query);
    }

    private synchronized void count(String command) {
        commands.merge(command, 1L, Long::sum);
    }

    /** Commands by name since the last call. */
    synchronized Map<String, Long> take() {
        Map<String, Long> taken = new TreeMap<>(commands);
        commands.clear();
        return taken;
    }

    MongoBackend modern() {
        return version(de.bwaldvogel.mongo.ServerVersion.MONGO_5_0);
    }
}
