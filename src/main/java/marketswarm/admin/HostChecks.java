package marketswarm.admin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import marketswarm.truth.Misconfigured;
import marketswarm.truth.Problem;
import marketswarm.truth.Truth;
import marketswarm.truth.TruthDiff;
import marketswarm.truth.TruthFiles;

/** What can be wrong on this machine: Java, the two files, Compose files that try to do the admin's work. */
final class HostChecks {

    private static final int JAVA = 17;
    private static final List<String> COMPOSE_FILES =
            List.of("compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml");
    /** A volume that brings truth into a container: a variable that may be empty, or the file itself. */
    private static final Pattern TRUTH_VOLUME =
            Pattern.compile("^\\s*-\\s*[\"']?[^#]*(?i:\\$\\{?\\w*truth|truth\\w*\\.json)[^:]*:.*");

    private static final Pattern NO_SERVICE_ID =
            Pattern.compile("^\\s*-?\\s*SERVICE_ID\\s*[:=]\\s*(\"\"|'')?\\s*(#.*)?$");

    private final Host host;
    private final TruthOptions options;

    HostChecks(Host host, TruthOptions options) {
        this.host = host;
        this.options = options;
    }

    List<Check> all() {
        List<Check> checks = new ArrayList<>();
        checks.add(java(Runtime.version().feature()));
        checks.add(secretsFile());
        environment().ifPresent(checks::add);
        checks.addAll(compose());
        return checks;
    }

    static Check java(int version) {
        return version >= JAVA
                ? Check.ok("java", "Java " + version)
                : Check.trouble("java", "Java " + version + " is too old", "point JAVA_HOME to a JDK 17 or newer");
    }

    private Check secretsFile() {
        Path file = options.secrets(host.directory());
        try {
            Set<PosixFilePermission> allowed = Files.getPosixFilePermissions(file);
            boolean others =
                    allowed.stream().anyMatch(permission -> !permission.name().startsWith("OWNER_"));
            return others
                    ? Check.trouble("secrets file", file + " can be read by others", "chmod 600 " + file)
                    : Check.ok("secrets file", file + " is yours alone");
        } catch (IOException | UnsupportedOperationException e) {
            return Check.ok("secrets file", file + " is not here");
        }
    }

    private Optional<Check> environment() {
        return Stream.of("TRUTH_FILE", "TRUTH_SECRETS_FILE", "TRUTH_REDIS_KEY")
                .filter(host.environment()::containsKey)
                .findFirst()
                .map(name -> Check.doubt(
                        "environment", name + " is set and means nothing here", "name files by --truth and --secrets"));
    }

    private List<Check> compose() {
        List<Check> checks = new ArrayList<>();
        for (Path directory : List.of(
                host.directory(),
                host.directory().resolve(".."),
                host.directory().resolve("../compose")))
            for (String name : COMPOSE_FILES) {
                Path file = directory.resolve(name).normalize();
                if (Files.isRegularFile(file)) checks.addAll(compose(file));
            }
        return checks;
    }

    private static List<Check> compose(Path file) {
        List<Check> checks = new ArrayList<>();
        List<String> lines = lines(file);
        for (int i = 0; i < lines.size(); i++) {
            String where = file + " line " + (i + 1);
            if (TRUTH_VOLUME.matcher(lines.get(i)).matches())
                checks.add(Check.trouble(
                        "compose",
                        where + " brings truth by a volume",
                        "remove that volume: truth comes by ./admin load-truth"));
            if (NO_SERVICE_ID.matcher(lines.get(i)).matches())
                checks.add(Check.trouble(
                        "compose",
                        where + " leaves SERVICE_ID empty, so that service ends at once",
                        "name the service: SERVICE_ID: rss_agg"));
        }
        return checks.isEmpty() ? List.of(Check.ok("compose", file + " leaves truth to the admin")) : checks;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Whether the files say something else than what is loaded. */
    record Unloaded(TruthOptions options, Path directory) {

        Optional<Check> check(Truth loaded) {
            if (!Files.isRegularFile(options.truth(directory))) return Optional.empty();
            try {
                TruthFiles files = options.read(directory);
                if (!files.valid()) {
                    long errors =
                            files.problems().stream().filter(Problem::isError).count();
                    return Optional.of(Check.trouble(
                            "files", Words.count(errors, "error") + " in your truth files", "./admin validate"));
                }
                int lines = TruthDiff.between(loaded, files.merged()).size();
                return Optional.of(
                        lines == 0
                                ? Check.ok("files", "say what is loaded")
                                : Check.doubt(
                                        "files",
                                        Words.count(lines, "difference") + " to what is loaded",
                                        "./admin diff"));
            } catch (Misconfigured e) {
                return Optional.empty();
            }
        }
    }
}
