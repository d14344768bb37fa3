package dev.reconciler.approve;

import dev.reconciler.approve.SignatureCheck.Judgement;
import dev.reconciler.model.DurableFile;
import dev.reconciler.model.Id;
import dev.reconciler.model.Problem;
import dev.reconciler.plan.FrozenPlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bson.BsonString;

/** Signs a plan. Needs nothing but the plan's folder, so a colleague can do it on a copy. */
public final class Signing {
    private static final Pattern FINGERPRINT = Pattern.compile("\\bSHA256:[A-Za-z0-9+/]+");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9@%+=:,./_-]+");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    /**
     * A signature that was made.
     *
     * @param approval the new one
     * @param signOff what the plan's signatures come to with it
     */
    public record Signed(Approval approval, SignOff signOff) {}

    private Signing() {}

    /**
     * Signs the plan in a folder, whose id is computed anew.
     *
     * @param key a file: a private key, or a public one whose private key is in the agent or on a
     *     security key
     * @throws Problem where the key is nobody's in the plan's {@code allowed_signers}, its person
     *     has signed already, or it cannot sign
     */
    public static Signed sign(Path planFolder, Path key) {
        if (!Files.isReadable(key)) {
            throw new Problem(
                    "there is no such key, or we may not read it",
                    key.toString(),
                    "Check the path after --key");
        }
        FrozenPlan plan = FrozenPlan.open(planFolder);
        byte[] signers = Approvals.signers(plan, planFolder.resolve(Approvals.ALLOWED_SIGNERS));
        try (var tool = new SshKeygen()) {
            var check = new SignatureCheck(plan.id(), signers, tool);
            // Before the person is asked for a passphrase or a touch, as far as the key can be told
            // without.
            fingerprint(tool, key).ifPresent(print -> refuse(check, check.key(print), plan, key));
            byte[] signature = signature(tool, plan, key);
            SshKey used =
                    SshSignature.parse(signature)
                            .map(SshSignature::key)
                            .orElseThrow(() -> cannotSign(key));
            refuse(check, Optional.of(used), plan, key);
            return keep(plan, check, signature, key);
        }
    }

    /**
     * The line that does the same without this program.
     *
     * @param person whose signature it will be; where that is not known, the key's file name will
     *     do
     */
    public static String plainLine(String plan, Path planFolder, Path key, String person) {
        Path file = planFolder.resolve(Approvals.FOLDER).resolve(fileName(person));
        return "printf %s "
                + plan
                + " | ssh-keygen -Y sign -n "
                + Approvals.NAMESPACE
                + " -f "
                + quoted(key)
                + " > "
                + quoted(file);
    }

    private static String quoted(Path path) {
        String text = path.toString();
        return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    private static Optional<String> fingerprint(SshKeygen tool, Path key) {
        var answer = tool.check("", "-l", "-E", "sha256", "-f", key.toAbsolutePath().toString());
        Matcher print = FINGERPRINT.matcher(answer.output());
        return answer.succeeded() && print.find() ? Optional.of(print.group()) : Optional.empty();
    }

    private static void refuse(
            SignatureCheck check, Optional<SshKey> key, FrozenPlan plan, Path file) {
        Rejected.Reason unknown = Rejected.Reason.UNKNOWN_KEY;
        var nobody = key.isEmpty() ? Optional.of(unknown) : check.nobody(key.get());
        if (nobody.isPresent()) {
            throw new Problem(
                    "a signature with this key would not count: " + nobody.get().text(),
                    file.toString(),
                    "Sign with a key that stands under your name in "
                            + plan.folder().resolve(Approvals.ALLOWED_SIGNERS));
        }
        String person = check.person(key.orElseThrow());
        for (Approval approval : Approvals.check(plan, check).approvals()) {
            if (approval.person().equals(person)) {
                throw twice(approval, plan);
            }
        }
    }

    private static Problem twice(Approval approval, FrozenPlan plan) {
        return new Problem(
                "this plan has your signature already",
                approval.file() + ", " + TIME.format(approval.at()),
                "a second person has to sign. Send them the folder "
                        + plan.folder()
                        + "; they need nothing else");
    }

    private static byte[] signature(SshKeygen tool, FrozenPlan plan, Path key) {
        var answer = tool.sign(plan.id(), key);
        if (!answer.succeeded()) {
            throw cannotSign(key);
        }
        return answer.output().getBytes(StandardCharsets.US_ASCII);
    }

    private static Problem cannotSign(Path key) {
        return new Problem(
                "ssh-keygen could not sign with this key",
                key.toString(),
                "See what it said above. A public key needs its private one in the agent (ssh-add -l), or the security key plugged in");
    }

    private static Signed keep(FrozenPlan plan, SignatureCheck check, byte[] signature, Path key) {
        if (!(check.judge(signature) instanceof Judgement.Counts(String person, SshKey used))) {
            throw new Problem(
                    "the signature does not count",
                    key.toString(),
                    "See the dates and namespaces of this key in "
                            + plan.folder().resolve(Approvals.ALLOWED_SIGNERS));
        }
        Path file = write(plan.folder().resolve(Approvals.FOLDER), person, signature);
        return new Signed(
                new Approval(person, used.fingerprint(), file, Instant.now()),
                Approvals.check(plan, check));
    }

    /** Whole or not at all, and never in the place of another file. */
    private static Path write(Path folder, String person, byte[] signature) {
        try {
            Path file = free(folder, person);
            DurableFile.write(file, signature);
            return file;
        } catch (IOException e) {
            throw new Problem(
                    "the signature cannot be written",
                    folder.toString(),
                    "Let us write there, or make room",
                    e);
        }
    }

    private static Path free(Path folder, String person) {
        Path file = folder.resolve(fileName(person));
        for (int i = 2; Files.exists(file); i++) {
            file = folder.resolve(fileName(person + "-" + i));
        }
        return file;
    }

    private static String fileName(String person) {
        return Id.of(new BsonString(person)).fileName().replace("%40", "@") + ".sig";
    }
}
