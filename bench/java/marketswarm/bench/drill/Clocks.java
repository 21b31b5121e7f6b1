package marketswarm.bench.drill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Wall clocks that jump, one a process: a library that is compiled here, where there is a C compiler, and preloaded. */
final class Clocks {

    private static final Path SOURCE = Path.of("bench/clock/clock.c");

    private final Path folder;
    private final Optional<Path> library;

    Clocks(Path folder) throws IOException, InterruptedException {
        this(folder, compile(folder.toAbsolutePath().resolve("clock.so")));
    }

    private Clocks(Path folder, Optional<Path> library) {
        this.folder = folder.toAbsolutePath();
        this.library = library;
    }

    /** All of them right, for ever. */
    static Clocks right(Path folder) {
        return new Clocks(folder, Optional.empty());
    }

    private static Optional<Path> compile(Path library) throws IOException, InterruptedException {
        try {
            int code = new ProcessBuilder(
                            "cc", "-shared", "-fPIC", "-O2", "-o", library.toString(), SOURCE.toString(), "-ldl")
                    .inheritIO()
                    .start()
                    .waitFor();
            return code == 0 ? Optional.of(library) : Optional.empty();
        } catch (IOException noCompiler) {
            return Optional.empty();
        }
    }

    boolean canJump() {
        return library.isPresent();
    }

    /** What a process that has this clock is started with. */
    Map<String, String> environment(String name) {
        set(name, 0);
        return library.map(path -> Map.of(
                        "LD_PRELOAD", path.toString(), "DRILL_CLOCK", file(name).toString()))
                .orElse(Map.of());
    }

    /** From this moment on that clock is so far from the true one. */
    void set(String name, int seconds) {
        ByteBuffer nanos = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
        nanos.putLong(TimeUnit.SECONDS.toNanos(seconds)).flip();
        try (FileChannel file = FileChannel.open(file(name), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.write(nanos, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(String name) {
        return folder.resolve(name + ".clock");
    }
}
