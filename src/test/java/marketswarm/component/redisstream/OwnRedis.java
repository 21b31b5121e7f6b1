package marketswarm.component.redisstream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import marketswarm.redis.RedisServers;
import org.awaitility.Awaitility;
import redis.clients.jedis.UnifiedJedis;
import redis.embedded.RedisExecProvider;

/** A server that can be killed and started again on its port, with everything it had acknowledged. */
final class OwnRedis implements AutoCloseable {

    private final Path directory;
    private final int port;
    private Process process;

    OwnRedis(Path directory) {
        this.directory = directory;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void start() throws IOException {
        String program = RedisExecProvider.defaultProvider().get().getAbsolutePath();
        process = new ProcessBuilder(List.of(
                        program,
                        "--port",
                        "" + port,
                        "--bind",
                        "127.0.0.1",
                        "--dir",
                        directory.toString(),
                        "--appendonly",
                        "yes",
                        "--appendfsync",
                        "always",
                        "--save",
                        ""))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("redis.log").toFile())
                .start();
        try (UnifiedJedis client = open()) {
            Awaitility.await("the server answers")
                    .ignoreExceptions()
                    .until(() -> client.ping().equals("PONG"));
        }
    }

    /** Without a word, as when its machine is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    UnifiedJedis open() {
        return RedisServers.open("redis://127.0.0.1:" + port, "test");
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
