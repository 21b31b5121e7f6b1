package marketswarm.demo.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The vendor's own JavaScript client against the simulator; npm fetches it below target/, once. */
class MassiveClientInteropTest {

    private static final Path INTEROP = Path.of("src/test/interop");
    private static final Path HOME = Path.of("target/interop");
    private static final Path CLIENT = HOME.resolve("node_modules/@massive.com/client-js/package.json");

    @TempDir
    Path folder;

    @Test
    void the_vendors_javascript_client_is_served() throws Exception {
        assume(runs(Path.of("."), "node", "--version"), "there is no node on the PATH");
        assume(Files.exists(CLIENT) || isInstalled(), "npm could not fetch @massive.com/client-js");

        try (Simulator simulator = Simulator.start(Options.defaults())) {
            Path output = folder.resolve("output");
            Process client = new ProcessBuilder(
                            "node",
                            INTEROP.resolve("massive-client.mjs").toString(),
                            Integer.toString(simulator.port()))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();

            boolean ended = client.waitFor(120, TimeUnit.SECONDS);
            client.destroyForcibly();

            assertThat(ended).as("ended by itself").isTrue();
            assertThat(client.waitFor())
                    .as(Files.readString(output, StandardCharsets.UTF_8))
                    .isZero();
        }
    }

    private static boolean isInstalled() throws Exception {
        Files.createDirectories(HOME);
        Files.copy(INTEROP.resolve("package.json"), HOME.resolve("package.json"), StandardCopyOption.REPLACE_EXISTING);
        return runs(HOME, "npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
                && Files.exists(CLIENT);
    }

    private static boolean runs(Path where, String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .directory(where.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean ended = process.waitFor(120, TimeUnit.SECONDS);
            process.destroyForcibly();
            return ended && process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static void assume(boolean there, String why) {
        if (!there) System.err.println("SKIPPED: the vendor's client was not run against the simulator: " + why);
        assumeTrue(there, why);
    }
}
