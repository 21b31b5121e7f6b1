package marketswarm.demo.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The vendor's own client against the simulator; how to get it stands in massive-client.mjs. */
class MassiveClientInteropTest {

    private static final Path SCRIPT = Path.of("src/test/interop/massive-client.mjs");

    @TempDir
    Path folder;

    @Test
    void the_vendors_javascript_client_is_served() throws Exception {
        String modules = System.getenv("MASSIVE_CLIENT_MODULES");
        assumeTrue(modules != null, "skipped: MASSIVE_CLIENT_MODULES names no node_modules folder");
        assumeTrue(
                Files.exists(Path.of(modules, "@massive.com/client-js/package.json")),
                () -> "skipped: @massive.com/client-js is not in " + modules);
        assumeTrue(nodeRuns(), "skipped: node is not on the PATH");

        try (Simulator simulator = Simulator.start(Options.defaults())) {
            Path output = folder.resolve("output");
            Process client = new ProcessBuilder("node", SCRIPT.toString(), Integer.toString(simulator.port()))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();

            boolean ended = client.waitFor(60, TimeUnit.SECONDS);
            client.destroyForcibly();

            assertThat(ended).as("ended by itself").isTrue();
            assertThat(client.exitValue())
                    .as(Files.readString(output, StandardCharsets.UTF_8))
                    .isZero();
        }
    }

    private static boolean nodeRuns() throws InterruptedException {
        try {
            return new ProcessBuilder("node", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
