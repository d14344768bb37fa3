package dev.reconciler.job.plan;

import java.nio.charset.StandardCharsets;

/**
 * An entry between its decision and the frozen plan, each text compact JSON.
 *
 * @param line as in {@code plan.jsonl}
 * @param details what was seen, and which trees were tried: a line of {@code evidence.jsonl}
 * @param facts {@link EntryFacts}
 */
record KeptEntry(String line, String details, String facts) {

    /** One text a line: compact JSON has no line ends. */
    byte[] encode() {
        return String.join("\n", line, details, facts).getBytes(StandardCharsets.UTF_8);
    }

    static KeptEntry decode(byte[] bytes) {
        String[] texts = new String(bytes, StandardCharsets.UTF_8).split("\n", -1);
        return new KeptEntry(texts[0], texts[1], texts[2]);
    }
}
