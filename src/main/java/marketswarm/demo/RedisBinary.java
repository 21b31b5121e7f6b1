package marketswarm.demo;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import redis.embedded.RedisExecProvider;

/** Where a server program comes from: the PATH, whose packages are patched, else the jar. */
record RedisBinary(Path path) {

    private static final List<String> NAMES = List.of("redis-server", "valkey-server");

    static RedisBinary find() {
        return find(System.getenv().getOrDefault("PATH", ""), RedisBinary::fromJar);
    }

    static RedisBinary find(String searchPath, Supplier<Optional<Path>> jar) {
        return NAMES.stream()
                .flatMap(name -> programs(name, searchPath))
                .findFirst()
                .or(jar)
                .map(RedisBinary::new)
                .orElseThrow(() -> new IllegalStateException("demo: no Redis server for "
                        + System.getProperty("os.name") + " " + System.getProperty("os.arch")
                        + "; install redis-server or valkey-server so that it is on the PATH,"
                        + " or start one elsewhere and name it by BOOTSTRAP_REDIS_URL"));
    }

    /** A program of that name on this machine's PATH. */
    static Optional<Path> program(String name) {
        return programs(name, System.getenv().getOrDefault("PATH", "")).findFirst();
    }

    private static Stream<Path> programs(String name, String searchPath) {
        return Arrays.stream(searchPath.split(File.pathSeparator, -1))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable);
    }

    /** The library knows its platforms only by failing, in several ways, on the others. */
    static Optional<Path> fromJar() {
        try {
            return Optional.of(RedisExecProvider.defaultProvider().get().toPath());
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
