package dev.reconciler.approve;

import dev.reconciler.approve.SignatureCheck.Judgement;
import dev.reconciler.model.Problem;
import dev.reconciler.plan.FrozenPlan;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Approvals are SSH signatures over the plan's id (contract, section 6): files that end in {@code
 * .sig}, in the plan's folder or in its {@code approvals}.
 */
public final class Approvals {
    /** What the signatures are made for, so that none made for something else can be used here. */
    public static final String NAMESPACE = "deploy-reconciler";

    /** Name of the folder of signatures in a plan's folder. */
    public static final String FOLDER = "approvals";

    /** Name of the copy of the signers' file in a plan's folder. */
    public static final String ALLOWED_SIGNERS = "allowed_signers";

    private static final int LONGEST = 1 << 16;

    private Approvals() {}

    /**
     * Checks every signature of a plan, whose id is computed anew.
     *
     * @param allowedSigners has to be the file that the plan's header names by its digest
     * @throws Problem where the plan cannot be read, the file is another one, or {@code ssh-keygen}
     *     is missing
     */
    public static SignOff check(Path planFolder, Path allowedSigners) {
        FrozenPlan plan = FrozenPlan.open(planFolder);
        try (var tool = new SshKeygen()) {
            return check(plan, new SignatureCheck(plan.id(), signers(plan, allowedSigners), tool));
        }
    }

    /**
     * The people that a signers' file names, for a look before there is a plan; who stands under a
     * pattern is nobody.
     *
     * @throws Problem where it cannot be read
     */
    public static List<String> people(Path allowedSigners) {
        try {
            return new AllowedSigners(Files.readAllBytes(allowedSigners)).people();
        } catch (IOException e) {
            throw new Problem(
                    "the file of allowed signers cannot be read",
                    allowedSigners.toString(),
                    "Write one, a line per person (man ssh-keygen, ALLOWED SIGNERS), or set approvals.allowed-signers",
                    e);
        }
    }

    static SignOff check(FrozenPlan plan, SignatureCheck check) {
        List<Approval> approvals = new ArrayList<>();
        List<Rejected> rejected = new ArrayList<>();
        for (Path file : signatures(plan.folder())) {
            switch (judge(check, file)) {
                case Judgement.Counts(String person, SshKey key) -> {
                    boolean again =
                            approvals.stream()
                                    .anyMatch(approval -> approval.person().equals(person));
                    if (again) {
                        rejected.add(new Rejected(file, Rejected.Reason.SAME_PERSON));
                    } else {
                        approvals.add(
                                new Approval(person, key.fingerprint(), file, writtenAt(file)));
                    }
                }
                case Judgement.CountsNot(Rejected.Reason reason) ->
                        rejected.add(new Rejected(file, reason));
            }
        }
        return new SignOff(proof(plan, approvals), approvals, rejected);
    }

    /** What nobody can read counts for nothing, and keeps no other signature from counting. */
    private static Judgement judge(SignatureCheck check, Path file) {
        try (var in = Files.newInputStream(file)) {
            return check.judge(in.readNBytes(LONGEST));
        } catch (IOException e) {
            return new Judgement.CountsNot(Rejected.Reason.UNREADABLE);
        }
    }

    private static Optional<ApprovedPlan> proof(FrozenPlan plan, List<Approval> approvals) {
        if (approvals.size() < CheckedPlan.PEOPLE) {
            return Optional.empty();
        }
        Path file = plan.folder().resolve(FrozenPlan.FILE);
        try {
            PlanDigests digests = PlanDigests.of(file);
            if (!digests.plan().equals(plan.id())) {
                throw new Problem(
                        "the plan's file is being changed",
                        file.toString(),
                        "Find out by whom, then try again");
            }
            return Optional.of(new CheckedPlan(plan, digests, approvals));
        } catch (IOException e) {
            throw new Problem("the plan cannot be read", file.toString(), "Let us read it", e);
        }
    }

    /** The bytes of the signers' file, which has to be the one that the plan was made with. */
    static byte[] signers(FrozenPlan plan, Path allowedSigners) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(allowedSigners);
        } catch (NoSuchFileException e) {
            throw new Problem(
                    "there is no file of allowed signers",
                    allowedSigners.toString(),
                    "Set approvals.allowed-signers",
                    e);
        } catch (IOException e) {
            throw new Problem(
                    "the file of allowed signers cannot be read",
                    allowedSigners.toString(),
                    "Let us read it",
                    e);
        }
        String digest = HexFormat.of().formatHex(PlanDigests.sha256().digest(bytes));
        if (!digest.equals(plan.header().allowedSignersDigest())) {
            throw new Problem(
                    "the allowed signers are not those that the plan was made with",
                    allowedSigners + " has the SHA-256 " + digest,
                    "The plan names a file with "
                            + plan.header().allowedSignersDigest()
                            + ": put that one back, or plan again");
        }
        return bytes;
    }

    /** Oldest first, so that of two signatures of one person the first counts. */
    private static List<Path> signatures(Path planFolder) {
        List<Path> files = new ArrayList<>();
        for (Path folder : List.of(planFolder, planFolder.resolve(FOLDER))) {
            if (Files.isDirectory(folder)) {
                try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, "*.sig")) {
                    all.forEach(files::add);
                } catch (IOException e) {
                    throw new Problem(
                            "the approvals cannot be read",
                            folder.toString(),
                            "Let us read that folder",
                            e);
                }
            }
        }
        files.sort(
                Comparator.comparing(Approvals::writtenAt)
                        .thenComparing(Comparator.naturalOrder()));
        return files;
    }

    /** What has no time that could be read comes last. */
    private static Instant writtenAt(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            return Instant.MAX;
        }
    }
}
