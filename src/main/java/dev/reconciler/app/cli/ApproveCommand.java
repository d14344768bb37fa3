package dev.reconciler.app.cli;

import dev.reconciler.approve.Approval;
import dev.reconciler.approve.Signing;
import dev.reconciler.approve.Signing.Signed;
import dev.reconciler.plan.FrozenPlan;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Signs a plan. It needs the plan's folder alone, so that a colleague can do it on a copy. */
@Command(
        name = "approve",
        description =
                "Signs a plan with an SSH key. Two different people have to, before anything is written. Read it first: reconciler show PLAN.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The key is a private one, or a public one whose private key is in the agent or on a security key.",
            "It needs nothing but the plan's folder: copy that to a colleague, and the signature back.",
            "Examples:",
            "  reconciler approve 7f3a --key ~/.ssh/id_ed25519",
            "  reconciler approve ./7f3a91c2… --key ~/.ssh/id_ed25519_sk.pub"
        })
final class ApproveCommand implements Callable<Integer> {
    private final Cli cli;

    @Parameters(
            paramLabel = "PLAN",
            description = "its id, the beginning of it, latest, or its folder")
    private String plan = "";

    @Option(
            names = "--key",
            paramLabel = "FILE",
            required = true,
            description = "the key to sign with")
    private Path key = Path.of("");

    ApproveCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        FrozenPlan frozen = new PlanName(cli.console().home()).open(plan);
        Path file = cli.console().home().resolve(key);
        Signed signed = Signing.sign(frozen.folder(), file);
        String line =
                Signing.plainLine(frozen.id(), frozen.folder(), file, signed.approval().person());
        if (cli.json()) {
            cli.answer(machine(frozen, signed, line));
        } else {
            tell(frozen, signed, line);
        }
        return 0;
    }

    private static Map<String, Object> machine(FrozenPlan frozen, Signed signed, String line) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("plan", frozen.id());
        answer.put("person", signed.approval().person());
        answer.put("key", signed.approval().key());
        answer.put("file", signed.approval().file().toString());
        answer.put("missing", signed.signOff().missing());
        answer.put("same", line);
        return answer;
    }

    private void tell(FrozenPlan frozen, Signed signed, String line) {
        Approval approval = signed.approval();
        cli.print(
                "signed as "
                        + Screen.safe(approval.person())
                        + " with "
                        + approval.key()
                        + ": "
                        + approval.file());
        cli.print("The same without this program:");
        cli.print("  " + line);
        int missing = signed.signOff().missing();
        cli.print(
                missing == 0
                        ? "Next: reconciler apply " + Screen.brief(frozen.id())
                        : "Next: a second person has to sign. Send them the folder "
                                + frozen.folder()
                                + "; they need nothing else");
    }
}
