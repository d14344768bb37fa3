package dev.reconciler.approve;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Judges signatures of one plan against one {@code allowed_signers} file. */
final class SignatureCheck {
    /** What came of it. */
    sealed interface Judgement {
        /** It counts, for that person. */
        record Counts(String person, SshKey key) implements Judgement {}

        /** It does not. */
        record CountsNot(Rejected.Reason reason) implements Judgement {}
    }

    private final String plan;
    private final AllowedSigners signers;
    private final Path signersFile;
    private final SshKeygen tool;

    SignatureCheck(String plan, byte[] allowedSigners, SshKeygen tool) {
        this.plan = plan;
        this.signers = new AllowedSigners(allowedSigners);
        this.signersFile = tool.copy(allowedSigners);
        this.tool = tool;
    }

    Judgement judge(byte[] signature) {
        return SshSignature.parse(signature)
                .map(parsed -> judge(parsed, tool.copy(signature)))
                .orElseGet(() -> no(Rejected.Reason.NO_SIGNATURE));
    }

    private Judgement judge(SshSignature signature, Path file) {
        if (!signature.namespace().equals(Approvals.NAMESPACE)) {
            return no(Rejected.Reason.OTHER_NAMESPACE);
        }
        Optional<Rejected.Reason> nobody = nobody(signature.key());
        if (nobody.isPresent()) {
            return no(nobody.get());
        }
        String person = person(signature.key());
        Optional<String> text = signedText(file);
        if (text.isEmpty()) {
            return no(Rejected.Reason.OTHER_TEXT);
        }
        return isOf(person, file) && isValid(person, text.get(), file)
                ? new Judgement.Counts(person, signature.key())
                : no(Rejected.Reason.NOT_VALID);
    }

    private static Judgement no(Rejected.Reason reason) {
        return new Judgement.CountsNot(reason);
    }

    /** Why a key is no one person's; empty where it is. */
    Optional<Rejected.Reason> nobody(SshKey key) {
        Set<String> principals = signers.principalsOf(key);
        if (principals.isEmpty()) {
            return Optional.of(Rejected.Reason.UNKNOWN_KEY);
        }
        if (principals.size() > 1) {
            return Optional.of(Rejected.Reason.TWO_PRINCIPALS);
        }
        return AllowedSigners.isPattern(principals.iterator().next())
                ? Optional.of(Rejected.Reason.PATTERN)
                : Optional.empty();
    }

    /** Whose key it is; asked only where {@link #nobody} says nothing. */
    String person(SshKey key) {
        return signers.principalsOf(key).iterator().next();
    }

    /** The key of that fingerprint, where the file names it. */
    Optional<SshKey> key(String fingerprint) {
        return signers.keys().stream()
                .filter(key -> key.fingerprint().equals(fingerprint))
                .findFirst();
    }

    /** The plan's id as it was signed: bare, or as a line, which is what {@code echo} gives. */
    private Optional<String> signedText(Path signature) {
        for (String text : new String[] {plan, plan + "\n"}) {
            if (tool.check(
                            text,
                            "-Y",
                            "check-novalidate",
                            "-n",
                            Approvals.NAMESPACE,
                            "-s",
                            signature.toString())
                    .succeeded()) {
                return Optional.of(text);
            }
        }
        return Optional.empty();
    }

    private boolean isOf(String person, Path signature) {
        var answer =
                tool.check(
                        "",
                        "-Y",
                        "find-principals",
                        "-s",
                        signature.toString(),
                        "-f",
                        signersFile.toString());
        return answer.succeeded()
                && answer.output().lines().collect(Collectors.toSet()).equals(Set.of(person));
    }

    private boolean isValid(String person, String text, Path signature) {
        return tool.check(
                        text,
                        "-Y",
                        "verify",
                        "-n",
                        Approvals.NAMESPACE,
                        "-I",
                        person,
                        "-s",
                        signature.toString(),
                        "-f",
                        signersFile.toString())
                .succeeded();
    }
}
