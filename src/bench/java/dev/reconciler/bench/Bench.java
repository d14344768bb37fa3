package dev.reconciler.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code ./reconciler bench [DEPLOYS…]}: plans on platforms of 100,000 and 1,000,000 deploys, a
 * dump on the snapshot's side, within 256 MB; then for their highest tier alone. Prints a table,
 * and writes {@code target/bench.json}. The live database is embedded, or in the server that {@code
 * RECONCILER_BENCH_URI} names.
 */
public final class Bench {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final List<String> SIZES = List.of("100000", "1000000");
    private static final String HEAP = "-Xmx256m";
    private static final String PLATFORM_HEAP = "-Xmx12g";
    private static final String SEED = "20170202";

    private Bench() {}

    /** Runs the bench; arguments are numbers of deploys. */
    public static void main(String[] arguments) throws Exception {
        List<String> sizes = arguments.length == 0 ? SIZES : List.of(arguments);
        List<Map<String, Object>> results = new ArrayList<>();
        for (String size : sizes) {
            System.err.println("platform of " + size + " deploys …");
            JsonNode figures = measure(size);
            results.add(Map.of("deploys", Long.parseLong(size), "figures", figures));
            print(System.out, Long.parseLong(size), figures);
        }
        Path file = Path.of("target", "bench.json");
        Files.createDirectories(file.getParent());
        Files.write(
                file,
                JSON.writerWithDefaultPrettyPrinter()
                        .writeValueAsBytes(Map.of("machine", machine(), "runs", results)));
        System.out.println("as JSON: " + file);
    }

    private static JsonNode measure(String deploys) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("reconciler-bench");
        Process platform = java(PLATFORM_HEAP, "PlatformProcess", folder.toString(), SEED, deploys);
        try (BufferedReader said = reader(platform)) {
            String address = said.readLine();
            if (address == null) {
                throw new IOException("the platform did not start");
            }
            ObjectNode figures = measured(address, folder.toString());
            platform.outputWriter().append('\n').flush();
            figures.put("commands", said.readLine());
            String highest = address.substring(address.lastIndexOf(' ') + 1).split(",")[0];
            return figures.set(
                    "highest_tier",
                    measured(address, folder.toString(), highest).put("tier", highest));
        } finally {
            // Its end of input lets it clear up on a server that is not its own.
            platform.outputWriter().close();
            if (!platform.waitFor(10, TimeUnit.SECONDS)) {
                platform.destroy();
            }
            delete(folder);
        }
    }

    private static ObjectNode measured(String address, String... arguments)
            throws IOException, InterruptedException {
        Process measured = java(HEAP, "Measured", arguments);
        measured.outputWriter().append(address).append('\n').close();
        String figures = last(measured);
        if (measured.waitFor() != 0) {
            throw new IOException("the measured process failed within " + HEAP);
        }
        return (ObjectNode) JSON.readTree(figures);
    }

    private static String last(Process process) throws IOException {
        String last = "";
        try (BufferedReader lines = reader(process)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line;
            }
        }
        return last;
    }

    private static BufferedReader reader(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream()));
    }

    private static Process java(String heap, String main, String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                ProcessHandle.current().info().command().orElse("java"),
                                heap,
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "dev.reconciler.bench." + main));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static void print(PrintStream out, long deploys, JsonNode figures) {
        double plan = figures.get("plan_seconds").doubleValue();
        double drain = figures.get("drain_seconds").doubleValue();
        double compare = figures.get("steps").path("compare").doubleValue(Double.NaN);
        out.printf(
                "%n%,d deploys, %s (peak %d MB), %s%n",
                deploys,
                HEAP,
                figures.get("heap_peak_mb").intValue(),
                figures.get("ended").stringValue());
        out.printf(
                "  plan             %8.1f s   %6.1f µs per deploy%n", plan, plan / deploys * 1e6);
        out.printf(
                "  drain both sides %8.1f s   %,d deploys/s%n", drain, Math.round(deploys / drain));
        out.printf(
                "  compare          %8.1f s   %,d deploys/s   ratio to draining %.2f%n",
                compare, Math.round(deploys / compare), drain / compare);
        figures.get("steps")
                .properties()
                .forEach(step ->
                        out.printf(
                                "  step %-10s %9.1f s%n",
                                step.getKey(), step.getValue().doubleValue()));
        JsonNode first = figures.get("highest_tier");
        out.printf(
                "  only %-11s %8.1f s   %s, ratio to the whole plan %.2f%n",
                first.get("tier").stringValue(),
                first.get("plan_seconds").doubleValue(),
                first.get("ended").stringValue(),
                first.get("plan_seconds").doubleValue() / plan);
        out.printf("  commands         %s%n", figures.get("commands").stringValue());
    }

    private static String machine() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.availableProcessors() + " processors, Java " + Runtime.version();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
