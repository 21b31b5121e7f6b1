package marketswarm.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.impl.driver.Driver;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The programs that TypeScript needs: the bundler of the build, and the JavaScript engine of Playwright's jar. */
final class Bundler {

    static final Path HOME = Path.of("").toAbsolutePath();
    static final Path SOURCES = HOME.resolve("src/main/widgets");
    static final Path MODULES = HOME.resolve("target/node_modules");

    private static final long PATIENCE_SEC = 180;

    private Bundler() {}

    /** @param output standard output and error together */
    record Ended(int code, String output) {}

    static void bundle(List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(esbuild()));
        command.addAll(arguments);
        command.addAll(List.of("--bundle", "--format=esm", "--jsx=automatic", "--log-level=warning"));
        Ended bundled = run(command);
        assertThat(bundled.code()).as(bundled.output()).isZero();
    }

    static Ended run(List<String> command) throws Exception {
        File output = File.createTempFile("widgets", ".txt");
        ProcessBuilder program =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output);
        program.environment().put("NODE_PATH", MODULES.toString());
        Process process = program.start();
        boolean ended = process.waitFor(PATIENCE_SEC, TimeUnit.SECONDS);
        process.destroyForcibly();
        String said = Files.readString(output.toPath());
        Files.delete(output.toPath());
        assertThat(ended).as(said).isTrue();
        return new Ended(process.exitValue(), said);
    }

    static String engine() {
        return Driver.ensureDriverInstalled(Map.of(), false)
                .createProcessBuilder()
                .command()
                .get(0);
    }

    /** The one that the build has bundled the page with: from its jar, else from the PATH. */
    private static String esbuild() throws IOException {
        try (Stream<Path> modules = Files.list(MODULES)) {
            return modules.filter(module -> module.getFileName().toString().startsWith("esbuild__"))
                    .map(module -> module.resolve("bin/esbuild"))
                    .filter(Files::isExecutable)
                    .map(Path::toString)
                    .findFirst()
                    .orElse("esbuild");
        }
    }
}
