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
import org.junit.jupiter.api.Test;

/**
 * The page's TypeScript: its types, and its own unit tests. Both run in the JavaScript engine that Playwright brings from
 * its jar, so nothing has to be installed.
 */
class WidgetsTest {

    private static final Path HOME = Path.of("").toAbsolutePath();
    private static final Path SOURCES = HOME.resolve("src/main/widgets");
    private static final Path TESTS = HOME.resolve("src/test/widgets");
    private static final Path MODULES = HOME.resolve("target/node_modules");
    private static final Path BUNDLED = HOME.resolve("target/widgets-test");
    private static final long PATIENCE_SEC = 180;

    private record Ended(int code, String output) {}

    @Test
    void every_type_is_right() throws Exception {
        Ended checked =
                run(List.of(engine(), MODULES.resolve("typescript/lib/tsc.js").toString(), "-p", SOURCES.toString()));

        assertThat(checked.code()).as(checked.output()).isZero();
    }

    @Test
    void the_pages_own_tests_pass() throws Exception {
        bundle();

        Ended tests = run(command(List.of(engine(), "--test"), BUNDLED, ".mjs", List.of()));

        assertThat(tests.code()).as(tests.output()).isZero();
        assertThat(tests.output()).containsPattern("(?m)^. pass [1-9]\\d*$").containsPattern("(?m)^. fail 0$");
    }

    private static void bundle() throws Exception {
        List<String> options = List.of(
                "--bundle",
                "--platform=node",
                "--format=esm",
                "--jsx=automatic",
                "--loader:.css=empty",
                "--log-level=warning",
                "--outdir=" + BUNDLED,
                "--out-extension:.js=.mjs");
        Ended bundled = run(command(List.of(esbuild()), TESTS, ".test.ts", options));
        assertThat(bundled.code()).as(bundled.output()).isZero();
    }

    private static List<String> command(List<String> program, Path folder, String ending, List<String> options)
            throws IOException {
        List<String> command = new ArrayList<>(program);
        try (Stream<Path> files = Files.list(folder)) {
            files.map(Path::toString)
                    .filter(name -> name.endsWith(ending))
                    .sorted()
                    .forEach(command::add);
        }
        assertThat(command).as("files in " + folder).hasSizeGreaterThan(program.size());
        command.addAll(options);
        return command;
    }

    private static Ended run(List<String> command) throws Exception {
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

    private static String engine() {
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
