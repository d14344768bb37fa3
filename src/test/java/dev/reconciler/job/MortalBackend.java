package dev.reconciler.job;

import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A server whose client is a process that may end: a change of a document is an effect. A client
 * whose process is gone gets no answer, nor does one whose connection breaks.
 */
final class MortalBackend extends MemoryBackend {
    private static final String CHANGE = "findAndModify";
    private static final Set<String> READING = Set.of("find", "getMore");

    private final Map<String, Integer> changes = new TreeMap<>();
    private volatile Life life = Life.undisturbed();
    private volatile Optional<Integer> most = Optional.empty();

    /** Not an exception that the server would tell its client: the connection is closed. */
    private static final class Broken extends Error {
        private static final long serialVersionUID = 1;
    }

    private static final class Lost extends Exception {
        private static final long serialVersionUID = 1;
    }

    /** From now on the client is the process of that life; changes are counted anew. */
    synchronized void serve(Life next) {
        life = next;
        changes.clear();
    }

    /** The same process, in its next life: changes are counted on. */
    void goOn(Life next) {
        life = next;
    }

    /** Answers with so many documents at a time, as a real server does that are large. */
    void answersWithUpTo(int documents) {
        most = Optional.of(documents);
    }

    synchronized Map<String, Integer> changes() {
        return new TreeMap<>(changes);
    }

    @Override
    public Document handleMessage(MongoMessage message) {
        Document command = message.getDocument();
        if (READING.stream().anyMatch(command::containsKey)) {
            most.ifPresent(documents -> command.put("batchSize", documents));
        }
        if (!command.containsKey(CHANGE)) {
            // Of a process that is gone, too: to read changes nothing, and its driver would wait.
            return super.handleMessage(message);
        }
        String collection = (String) command.get(CHANGE);
        try {
            Life.Act<Document, Lost> act = () -> change(message, collection);
            return life.effect("write " + collection, act, act, new Lost());
        } catch (Lost e) {
            throw new Broken();
        }
    }

    private synchronized Document change(MongoMessage message, String collection) {
        Document answer = super.handleMessage(message);
        if (answer.get("value") instanceof Document before) {
            changes.merge(collection + " " + before.get("_id"), 1, Integer::sum);
        }
        return answer;
    }
}
