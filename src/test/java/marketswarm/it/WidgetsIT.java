package marketswarm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page's own tests, which need a Node.js; the build itself does not. */
class WidgetsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Path TESTS = Programs.HOME.resolve("src/test/widgets");
    private static final Path BUNDLED = Programs.HOME.resolve("target/widgets-test");

    @RegisterExtension
    final Programs programs = new Programs();

    @Test
    void the_pages_own_tests_pass() throws Exception {
        Path node = program("node");
        bundle();
        Program tests = programs.start("node", Programs.HOME, Map.of(), node, arguments("--test", BUNDLED, ".mjs"));

        assertThat(tests.ends(PATIENCE).code()).as(tests.tail()).isZero();
        assertThat(tests.output()).containsPattern("(?m)^. pass [1-9]\\d*$").containsPattern("(?m)^. fail 0$");
    }

    private void bundle() throws Exception {
        List<String> arguments = new ArrayList<>(List.of(arguments(null, TESTS, ".test.ts")));
        arguments.addAll(List.of(
                "--bundle",
                "--platform=node",
                "--format=esm",
                "--jsx=automatic",
                "--outdir=" + BUNDLED,
                "--out-extension:.js=.mjs"));
        Map<String, String> modules =
                Map.of("NODE_PATH", Programs.HOME.resolve("target/node_modules").toString());
        Program esbuild =
                programs.start("esbuild", Programs.HOME, modules, esbuild(), arguments.toArray(String[]::new));
        assertThat(esbuild.ends(PATIENCE).code()).as(esbuild.tail()).isZero();
    }

    private static String[] arguments(String first, Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<String> names = files.map(Path::toString)
                    .filter(name -> name.endsWith(ending))
                    .sorted()
                    .toList();
            assertThat(names).isNotEmpty();
            return Stream.concat(Stream.ofNullable(first), names.stream()).toArray(String[]::new);
        }
    }

    /** The one that the build has bundled the page with: from its jar, else from the PATH. */
    private static Path esbuild() throws IOException {
        try (Stream<Path> modules = Files.list(Programs.HOME.resolve("target/node_modules"))) {
            return modules.map(module -> module.resolve("bin/esbuild"))
                    .filter(file -> file.getParent()
                            .getParent()
                            .getFileName()
                            .toString()
                            .startsWith("esbuild__"))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseGet(() -> program("esbuild"));
        }
    }

    private static Path program(String name) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(() -> {
                    String how = "WIDGET TESTS SKIPPED: no " + name + " on the PATH. Install Node.js 20 or newer.";
                    System.out.println(how);
                    return Assumptions.abort(how);
                });
    }
}
