package dev.reconciler.demo;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;

/** The command that starts the program, for people to type in any folder. */
final class Launcher {
    private static final String NAME = "reconciler";

    private Launcher() {}

    /** Its path, where the demo was started by it; else its name. */
    static String path() {
        CodeSource source = Demo.class.getProtectionDomain().getCodeSource();
        try {
            for (Path folder = Path.of(source.getLocation().toURI());
                    folder.getParent() != null;
                    folder = folder.getParent()) {
                Path launcher = folder.resolveSibling(NAME);
                if (Files.isRegularFile(launcher) && Files.isExecutable(launcher)) {
                    return launcher.toString();
                }
            }
            return NAME;
        } catch (URISyntaxException e) {
            return NAME;
        }
    }
}
