package dev.reconciler.app.cli;

import dev.reconciler.model.Problem;
import dev.reconciler.plan.FrozenPlan;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finds a plan by what a person types: its id, any unambiguous prefix of it, {@code latest}, or the
 * path of its folder.
 */
final class PlanName {
    private static final String LATEST = "latest";
    private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");

    private final Path home;

    PlanName(Path home) {
        this.home = home;
    }

    /**
     * The plan of that name, opened: its id is computed anew.
     *
     * @throws Problem when there is none, more than one, or it is not what its folder says
     */
    FrozenPlan open(String name) {
        return FrozenPlan.open(folder(name));
    }

    private Path folder(String name) {
        if (name.isBlank()) {
            return notThere("\"" + name + '"');
        }
        Path path = home.resolve(name);
        if (Files.exists(path.resolve(FrozenPlan.FILE))) {
            return path.toAbsolutePath().normalize();
        }
        if (name.contains("/")) {
            return notThere(name);
        }
        List<Path> plans = plans();
        if (plans.isEmpty()) {
            throw new Problem(
                    "there is no plan here",
                    home.resolve("plans").toString(),
                    "make one: reconciler plan");
        }
        return name.equals(LATEST) ? latest(plans) : byPrefix(name, plans);
    }

    /** The folders of all plans. */
    List<Path> plans() {
        Path all = home.resolve("plans");
        if (!Files.isDirectory(all)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(all)) {
            return folders.filter(folder -> ID.matcher(folder.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new Problem(
                    "the plans cannot be listed", all.toString(), "let us read that folder", e);
        }
    }

    private static Path byPrefix(String name, List<Path> plans) {
        List<Path> matching =
                plans.stream()
                        .filter(plan -> plan.getFileName().toString().startsWith(name))
                        .toList();
        return switch (matching.size()) {
            case 1 -> matching.getFirst();
            case 0 -> notThere(name);
            default ->
                    throw new Problem(
                            "more than one plan begins like that",
                            name
                                    + ": "
                                    + String.join(
                                            ", ",
                                            matching.stream()
                                                    .map(plan ->
                                                            Screen.brief(
                                                                    plan.getFileName().toString()))
                                                    .toList()),
                            "type more of the id");
        };
    }

    private static Path notThere(String name) {
        throw new Problem(
                "there is no such plan",
                name,
                "name it by its id, the beginning of it, latest, or its folder: ls plans");
    }

    private static Path latest(List<Path> plans) {
        return plans.stream().max(Comparator.comparing(PlanName::frozenAt)).orElseThrow();
    }

    /** From the file's first line alone: a plan can be large, and there may be many. */
    private static Instant frozenAt(Path folder) {
        Path file = folder.resolve(FrozenPlan.FILE);
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            String header = Optional.ofNullable(lines.readLine()).orElse("");
            return Instant.parse(
                    JsonMapper.shared().readTree(header).path("created_at").asString(""));
        } catch (IOException | JacksonException | DateTimeParseException e) {
            throw new Problem(
                    "a plan cannot be read",
                    file.toString(),
                    "name another one by its id, or move this one away",
                    e);
        }
    }
}
