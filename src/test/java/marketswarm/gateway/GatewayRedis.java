package marketswarm.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import marketswarm.redis.RedisServers;
import redis.clients.jedis.UnifiedJedis;
import redis.embedded.RedisServer;

/** A real Redis on a free loopback port, for the tests of one class. */
public final class GatewayRedis implements AutoCloseable {

    private final RedisServer server;
    private final String url;

    private GatewayRedis(RedisServer server, int port) {
        this.server = server;
        this.url = "redis://127.0.0.1:" + port;
    }

    public static GatewayRedis start() {
        try (ServerSocket free = new ServerSocket(0)) {
            int port = free.getLocalPort();
            free.close();
            RedisServer server = RedisServer.builder()
                    .port(port)
                    .setting("bind 127.0.0.1")
                    .setting("save \"\"")
                    .setting("appendonly no")
                    .build();
            server.start();
            return new GatewayRedis(server, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public UnifiedJedis open() {
        return RedisServers.open(url, "gateway-test");
    }

    @Override
    public void close() {
        server.stop();
    }
}
