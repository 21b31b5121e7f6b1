package marketswarm.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.TimeUnit;
import marketswarm.redis.RedisServers;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;
import redis.clients.jedis.UnifiedJedis;
import redis.embedded.RedisServer;

/**
 * A Redis server for the tests of a class, empty before each of them: the one that {@code REDIS_TEST_URL} names (it is
 * flushed!), else a container where Docker has or gets the image, else the server that comes as a library.
 *
 * <pre>{@code @RegisterExtension static final RealRedis redis = new RealRedis();}</pre>
 */
public final class RealRedis implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

    private static final String IMAGE = "redis:7-alpine";
    private static final int PORT = 6379;

    private String url;
    private UnifiedJedis client;
    private AutoCloseable server = () -> {};

    /** Where it listens, for example {@code redis://127.0.0.1:41234}. */
    public String url() {
        return url;
    }

    /** One client for the whole class; it is closed with the server. */
    public UnifiedJedis client() {
        return client;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        String given = System.getenv("REDIS_TEST_URL");
        if (given != null && !given.isBlank()) url = given;
        else if (dockerHasTheImage()) startContainer();
        else startEmbedded();
        client = RedisServers.open(url, "test");
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        client.flushAll();
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        if (client != null) client.close();
        server.close();
    }

    /** Asked of the command line, for Testcontainers' own first look takes minutes where no registry answers. */
    private static boolean dockerHasTheImage() throws InterruptedException {
        return succeeds(5, "docker", "info")
                && (succeeds(5, "docker", "image", "inspect", IMAGE) || succeeds(60, "docker", "pull", "-q", IMAGE));
    }

    private static boolean succeeds(int seconds, String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor(seconds, TimeUnit.SECONDS)) return process.exitValue() == 0;
            process.destroyForcibly();
            return false;
        } catch (IOException notInstalled) {
            return false;
        }
    }

    private void startContainer() {
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(IMAGE))
                .withExposedPorts(PORT)
                .waitingFor(Wait.forLogMessage(".*Ready to accept connections.*\\n", 1));
        container.start();
        server = container;
        url = "redis://" + container.getHost() + ":" + container.getMappedPort(PORT);
    }

    private void startEmbedded() throws IOException {
        int port = freePort();
        RedisServer embedded = RedisServer.builder()
                .port(port)
                .setting("bind 127.0.0.1")
                .setting("save \"\"")
                .setting("appendonly no")
                .build();
        embedded.start();
        server = embedded::stop;
        url = "redis://127.0.0.1:" + port;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
