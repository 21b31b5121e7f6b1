package marketswarm.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A peer in JavaScript: a script of {@code bench/peers} with the packages that its package.json names. */
final class NodePeer {

    private static final Path SCRIPTS = Path.of("bench/peers");
    private static final Path HOME = Path.of("target/bench/node");

    private NodePeer() {}

    /** Starts the script; the first time its packages are installed below target/. */
    static Background start(Run run, String script, String... arguments) throws IOException, InterruptedException {
        install(run);
        List<String> command =
                new ArrayList<>(List.of("node", HOME.resolve(script).toString()));
        command.addAll(List.of(arguments));
        return Background.start(run, script + "-" + System.nanoTime(), command, Map.of());
    }

    /** Whether there is a node on this machine; a benchmark without its peer says so in a note. */
    static boolean isThere() throws InterruptedException {
        try {
            return new ProcessBuilder("node", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static void install(Run run) throws IOException, InterruptedException {
        Files.createDirectories(HOME);
        Path list = HOME.resolve("package.json");
        boolean current = Files.exists(list)
                && Files.isDirectory(HOME.resolve("node_modules"))
                && Files.mismatch(list, SCRIPTS.resolve("package.json")) < 0;
        try (Stream<Path> scripts = Files.list(SCRIPTS)) {
            for (Path script : scripts.toList())
                Files.copy(script, HOME.resolve(script.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
        if (current) return;
        Path log = run.folder().resolve("npm.log");
        int code = new ProcessBuilder("npm", "install", "--no-audit", "--no-fund", "--loglevel=error")
                .directory(HOME.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        if (code == 0) return;
        Files.delete(list);
        throw new IllegalStateException("bench: npm could not install the peers, see " + log);
    }
}
