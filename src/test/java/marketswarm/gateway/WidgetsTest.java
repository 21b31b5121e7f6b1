package marketswarm.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import marketswarm.gateway.Bundler.Ended;
import org.junit.jupiter.api.Test;

/**
 * The page's TypeScript: its types, and its own unit tests. Both run in the JavaScript engine that Playwright brings from
 * its jar, so nothing has to be installed.
 */
class WidgetsTest {

    private static final Path TESTS = Bundler.HOME.resolve("src/test/widgets");
    private static final Path CONSUMER = Bundler.HOME.resolve("src/test/resources/consumer");
    private static final Path WIDGETS = Bundler.HOME.resolve("target/classes/META-INF/resources/widgets/embed");
    private static final Path BUNDLED = Bundler.HOME.resolve("target/widgets-test");

    @Test
    void every_type_is_right() throws Exception {
        Path compiler = Bundler.MODULES.resolve("typescript/lib/tsc.js");

        Ended checked = Bundler.run(List.of(Bundler.engine(), compiler.toString(), "-p", Bundler.SOURCES.toString()));

        assertThat(checked.code()).as(checked.output()).isZero();
    }

    @Test
    void the_pages_own_tests_pass() throws Exception {
        List<String> bundle = new ArrayList<>(files(TESTS, ".test.ts"));
        bundle.addAll(
                List.of("--platform=node", "--loader:.css=empty", "--outdir=" + BUNDLED, "--out-extension:.js=.mjs"));
        Bundler.bundle(bundle);
        List<String> command = new ArrayList<>(List.of(Bundler.engine(), "--test"));
        command.addAll(files(BUNDLED, ".mjs"));

        Ended tests = Bundler.run(command);

        assertThat(tests.code()).as(tests.output()).isZero();
        assertThat(tests.output()).containsPattern("(?m)^. pass [1-9]\\d*$").containsPattern("(?m)^. fail 0$");
    }

    @Test
    void the_published_types_serve_the_project_of_somebody_else() throws Exception {
        Path project = Files.createDirectories(Bundler.HOME.resolve("target/consumer"));
        copy(WIDGETS, Files.createDirectories(project.resolve("embed")));
        copy(CONSUMER, project);
        Path compiler = Bundler.MODULES.resolve("typescript/lib/tsc.js");
        List<String> check =
                List.of(Bundler.engine(), compiler.toString(), "--pretty", "false", "-p", project.toString());

        Ended checked = Bundler.run(check);

        assertThat(checked.output().lines().filter(line -> line.contains("error")))
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).matches(".*wrong\\.tsx\\(3,.*'gateway' is missing.*"),
                        line -> assertThat(line).matches(".*wrong\\.tsx\\(4,.*\"pink\".*"),
                        line -> assertThat(line).matches(".*wrong\\.tsx\\(5,.*'number'.*"));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from).filter(Files::isRegularFile)) {
            for (Path file : files.toList())
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static List<String> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<String> names = files.map(Path::toString)
                    .filter(name -> name.endsWith(ending))
                    .sorted()
                    .toList();
            assertThat(names).as("files in " + folder).isNotEmpty();
            return names;
        }
    }
}
