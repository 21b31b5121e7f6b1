package marketswarm.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The processes of one test. Their output is kept in {@code target/it} and shown when the test fails; what still runs
 * at its end is ended. No program may ever have printed a stack trace or a secret.
 */
final class Programs implements BeforeEachCallback, AfterEachCallback {

    static final Path HOME = Path.of("").toAbsolutePath();
    static final Path LAUNCHER = HOME.resolve("marketswarm");
    static final Path ADMIN = HOME.resolve("admin/admin");

    private static final Pattern JAR = Pattern.compile("marketswarm(-.+-admin)?\\.jar");
    private static final FileTime NEWEST_SOURCE = newest("pom.xml", "truth-samples", "src/main");
    private static final Set<String> OWN_ENVIRONMENT =
            Set.of("SERVICE_ID", "BOOTSTRAP_REDIS_URL", "INSTANCE_ID", "MARKETSWARM_JAVA_OPTS");
    private static final Pattern STACK_TRACE = Pattern.compile("(?m)^\\s+at [\\w.$]+\\(|^Exception in thread");
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(15);

    private final List<Program> started = new CopyOnWriteArrayList<>();
    private final List<String> secrets = new ArrayList<>();
    private boolean traces;
    private Path logs = HOME.resolve("target/it");

    /** Stack traces are no fault: the programs of this test are told to say everything. */
    Programs withTraces() {
        traces = true;
        return this;
    }

    /** A text that no program may print; returns it. */
    String secret(String text) {
        secrets.add(text);
        return text;
    }

    Program marketswarm(String name, Map<String, String> environment, String... arguments) {
        return start(name, HOME, environment, LAUNCHER, arguments);
    }

    /** One service in its own process; several fit onto a small machine. */
    Program service(String name, Map<String, String> environment) {
        Map<String, String> small = new java.util.HashMap<>(environment);
        small.put("MARKETSWARM_JAVA_OPTS", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx256m");
        return marketswarm(name, small, "run");
    }

    Program start(String name, Path directory, Map<String, String> environment, Path program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        Path log = logs.resolve("%02d-%s.log".formatted(started.size() + 1, name));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().keySet().removeAll(OWN_ENVIRONMENT);
        builder.environment().putAll(environment);
        try {
            Files.createDirectories(log.getParent());
            Program running = new Program(name, builder.start(), log);
            started.add(running);
            return running;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> jars() throws IOException {
        try (Stream<Path> built = Files.list(HOME.resolve("target"))) {
            return built.filter(
                            file -> JAR.matcher(file.getFileName().toString()).matches())
                    .toList();
        }
    }

    private static FileTime newest(String... sources) {
        FileTime newest = FileTime.fromMillis(0);
        for (String source : sources)
            try (Stream<Path> files = Files.walk(HOME.resolve(source))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    FileTime changed = Files.getLastModifiedTime(file);
                    if (changed.compareTo(newest) > 0) newest = changed;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        return newest;
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        List<Path> jars = jars();
        assertThat(jars)
                .as("these tests run against the packaged program: mvn verify")
                .hasSizeGreaterThanOrEqualTo(2);
        for (Path jar : jars) {
            // failsafe runs after packaging, so it is current; the launchers would else build in the middle of a build,
            // but a jar that is touched without need is another one to its archive of classes
            if (Files.getLastModifiedTime(jar).compareTo(NEWEST_SOURCE) < 0)
                Files.setLastModifiedTime(jar, FileTime.from(Instant.now()));
        }
        String test = context.getDisplayName().replaceAll("[^A-Za-z0-9_]+", "_").replaceAll("_+$", "");
        logs = HOME.resolve("target/it").resolve(context.getRequiredTestClass().getSimpleName() + "-" + test);
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        List<Program> running = started.stream().filter(Program::isAlive).toList();
        for (int i = running.size() - 1; i >= 0; i--) end(running.get(i));
        if (context.getExecutionException().isPresent()) started.forEach(p -> System.out.println(p.tail()));
        else for (Program program : started) isDecent(program);
    }

    private static void end(Program program) throws InterruptedException {
        List<ProcessHandle> children = program.children().toList();
        try {
            program.stop(LAST_PATIENCE);
        } catch (AssertionError tooSlow) {
            program.kill();
        } finally {
            children.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private void isDecent(Program program) {
        if (!traces)
            assertThat(program.output())
                    .as("output of %s, in %s", program.name(), program.log())
                    .doesNotContainPattern(STACK_TRACE);
        for (String secret : secrets)
            assertThat(program.output().contains(secret))
                    .as("a secret in the output of %s, in %s", program.name(), program.log())
                    .isFalse();
    }
}
