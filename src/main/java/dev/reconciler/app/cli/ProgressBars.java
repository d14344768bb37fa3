package dev.reconciler.app.cli;

import dev.reconciler.job.RunStatus;
import dev.reconciler.job.StepStatus;
import dev.reconciler.job.Watcher;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Bars that move, at the lower end of the screen; what has ended stays above them. */
final class ProgressBars implements Watcher {
    private static final String CLEAR_BELOW = "\u001b[J";
    private static final int USUAL_WIDTH = 100;

    private final PrintStream out;
    private final int width;
    private final Told told = new Told();
    private List<String> shown = List.of();

    ProgressBars(PrintStream out, int width) {
        this.out = out;
        this.width = width;
    }

    /** On the console's terminal, as wide as that is. */
    static ProgressBars on(Console console) {
        return new ProgressBars(console.err(), widthOfTerminal());
    }

    /** A line that wraps could not be drawn over. */
    private static int widthOfTerminal() {
        try {
            Process stty =
                    new ProcessBuilder("sh", "-c", "stty size </dev/tty")
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            String answer =
                    new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                            .strip();
            int width =
                    answer.matches("\\d+ \\d+")
                            ? Integer.parseInt(answer.substring(answer.indexOf(' ') + 1))
                            : 0;
            return width > 0 ? width : USUAL_WIDTH;
        } catch (IOException e) {
            return USUAL_WIDTH;
        }
    }

    @Override
    public void see(RunStatus status) {
        List<String> lasting = new ArrayList<>();
        List<String> moving = new ArrayList<>();
        for (StepStatus step : status.steps()) {
            String line = cut(ProgressLine.withBar(step, Instant.now()));
            if (told.isOver(status, step)) {
                told.once(step).ifPresent(first -> lasting.add(line));
            } else {
                moving.add(line);
            }
        }
        draw(lasting, moving);
    }

    @Override
    public void say(String label, String text) {
        draw(List.of(cut(Screen.fact(label, Screen.safe(text)))), List.of());
    }

    private void draw(List<String> lasting, List<String> moving) {
        if (lasting.isEmpty() && moving.equals(shown)) {
            return;
        }
        StringBuilder frame = new StringBuilder();
        if (!shown.isEmpty()) {
            frame.append("\u001b[").append(shown.size()).append('A');
        }
        frame.append('\r').append(CLEAR_BELOW);
        lasting.forEach(line -> frame.append(line).append('\n'));
        moving.forEach(line -> frame.append(line).append('\n'));
        shown = moving;
        out.print(frame);
        out.flush();
    }

    private String cut(String line) {
        return line.length() < width ? line : line.substring(0, width - 1);
    }
}
