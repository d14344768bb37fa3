package dev.reconciler.source.store;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A folder as an S3 store whose answers go wrong: for some objects the first few times, for some
 * always. Which, and how, a seed says.
 */
public final class StoreStorm implements FaultyEndpoint.Answer {
    /** The only bucket. */
    public static final String BUCKET = "deploys";

    /** Longer than a client of the test waits. */
    private static final Duration SILENCE = Duration.ofSeconds(2);

    private static final int FEW = 2;

    /** How many objects are listed at once. */
    private static final int SEVERAL = 10;

    /** Too short to be wrong in several ways. */
    private static final int TINY = 3;

    /** How an answer goes wrong. */
    public enum Fault {
        BROKEN,
        BUSY,
        SILENT,
        CUT,
        SHORT,
        FLIPPED,
        LISTED_ONLY,
        REFUSED
    }

    private final Path folder;
    private final long seed;
    private final double passing;
    private final double lasting;
    private final Map<String, Integer> asked = new ConcurrentHashMap<>();

    /**
     * @param passing share of the objects of which the first answers go wrong
     * @param lasting share of those of which all do
     */
    public StoreStorm(Path folder, long seed, double passing, double lasting) {
        this.folder = folder;
        this.seed = seed;
        this.passing = passing;
        this.lasting = lasting;
    }

    /** The objects that were asked for and of which every answer goes wrong, and how. */
    public Map<String, Fault> lost() {
        Map<String, Fault> lost = new TreeMap<>();
        asked.keySet().stream()
                .filter(key -> chance(key).nextDouble() < lasting)
                .forEach(key -> lost.put(key, fault(key, Integer.MAX_VALUE).orElseThrow()));
        return lost;
    }

    @Override
    public void to(HttpExchange request) throws IOException {
        String path = request.getRequestURI().getPath();
        if (path.equals("/" + BUCKET) || path.equals("/" + BUCKET + "/")) {
            list(request);
            return;
        }
        String key = path.substring(BUCKET.length() + 2);
        Path file = folder.resolve(key);
        if (!Files.isRegularFile(file)) {
            FaultyEndpoint.error(404, "NoSuchKey").to(request);
            return;
        }
        int time = asked.merge(key, 1, Integer::sum);
        byte[] bytes = Files.readAllBytes(file);
        Optional<Fault> fault = fault(key, time);
        if (fault.isEmpty()) {
            FaultyEndpoint.object(bytes).to(request);
        } else {
            goWrong(bytes.length < TINY ? Fault.BROKEN : fault.get(), bytes, time, request);
        }
    }

    /** Where bytes are wrong, they are so otherwise each time. */
    private static void goWrong(Fault fault, byte[] bytes, int time, HttpExchange request)
            throws IOException {
        int somewhere = time % Math.max(bytes.length, 1);
        switch (fault) {
            case BROKEN -> FaultyEndpoint.error(500, "InternalError").to(request);
            case BUSY -> FaultyEndpoint.error(503, "SlowDown").to(request);
            case SILENT -> FaultyEndpoint.silence(SILENCE).to(request);
            case CUT -> FaultyEndpoint.cut(bytes, somewhere).to(request);
            case SHORT ->
                    FaultyEndpoint.object(Arrays.copyOf(bytes, bytes.length - 1 - somewhere))
                            .to(request);
            case FLIPPED -> {
                bytes[somewhere] ^= (byte) (1 << time % 8);
                FaultyEndpoint.object(bytes).to(request);
            }
            case LISTED_ONLY -> FaultyEndpoint.error(404, "NoSuchKey").to(request);
            case REFUSED -> FaultyEndpoint.error(403, "AccessDenied").to(request);
        }
    }

    /** Always the same for an object. */
    private SplittableRandom chance(String key) {
        return new SplittableRandom(seed * 31 + key.hashCode());
    }

    private Optional<Fault> fault(String key, int time) {
        SplittableRandom chance = chance(key);
        double drawn = chance.nextDouble();
        Fault fault = Fault.values()[chance.nextInt(Fault.values().length)];
        int times = drawn < lasting ? Integer.MAX_VALUE : 1 + chance.nextInt(FEW);
        return drawn < lasting + passing && time <= times ? Optional.of(fault) : Optional.empty();
    }

    private void list(HttpExchange request) throws IOException {
        String prefix = prefix(request.getRequestURI().getRawQuery());
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\"?><ListBucketResult>");
        Path begin = folder.resolve(prefix);
        if (Files.isRegularFile(begin)) {
            xml.append(contents(prefix));
        } else if (Files.isDirectory(begin)) {
            try (Stream<Path> files = Files.list(begin)) {
                files.sorted()
                        .limit(SEVERAL)
                        .map(file -> contents(folder.relativize(file).toString()))
                        .forEach(xml::append);
            }
        }
        FaultyEndpoint.text(200, "application/xml", xml.append("</ListBucketResult>").toString())
                .to(request);
    }

    private static String contents(String key) {
        return "<Contents><Key>" + key + "</Key></Contents>";
    }

    private static String prefix(String query) {
        return Stream.of(query.split("&"))
                .filter(parameter -> parameter.startsWith("prefix="))
                .map(parameter -> parameter.substring("prefix=".length()))
                .map(prefix -> URLDecoder.decode(prefix, StandardCharsets.UTF_8))
                .findFirst()
                .orElse("");
    }
}
