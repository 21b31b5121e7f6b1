package marketswarm.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import marketswarm.redis.RedisServers;
import redis.clients.jedis.UnifiedJedis;
import redis.embedded.RedisServer;

/** A server that goes and comes back on the same port with what it held. */
public final class RestartableRedis implements AutoCloseable {

    private final int port = freePort();
    private final Path folder;
    private final UnifiedJedis client;
    private RedisServer server;

    public RestartableRedis(Path folder) {
        this.folder = folder;
        this.client = RedisServers.open(url(), "restartable-test");
        start();
    }

    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    public UnifiedJedis client() {
        return client;
    }

    public void start() {
        server = RedisServer.builder()
                .port(port)
                .setting("bind 127.0.0.1")
                .setting("dir " + folder)
                .setting("appendonly yes")
                .setting("appendfsync always")
                .setting("save \"\"")
                .build();
        server.start();
    }

    public void stop() {
        server.stop();
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        client.close();
        stop();
    }
}
