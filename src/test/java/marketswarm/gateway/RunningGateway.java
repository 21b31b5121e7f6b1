package marketswarm.gateway;

import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import marketswarm.redis.FollowedStreams;
import marketswarm.redis.Position;
import marketswarm.redis.StreamTail;
import marketswarm.truth.Settings;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;

/** A gateway on a free port with a tail that feeds it, as the routes do. */
final class RunningGateway implements AutoCloseable {

    static final HttpClient HTTP = HttpClient.newHttpClient();

    final Hub hub;
    final GatewayServer server;
    private final Vertx vertx = Vertx.vertx();
    private final Thread tail;
    private volatile boolean running = true;

    RunningGateway(UnifiedJedis redis, int maxClients, List<String> tokens) {
        this(redis, settings("127.0.0.1", 0, maxClients), tokens);
    }

    RunningGateway(UnifiedJedis redis, Settings.SseGateway settings, List<String> tokens) {
        this(redis, settings, tokens, 60);
    }

    RunningGateway(UnifiedJedis redis, Settings.SseGateway settings, List<String> tokens, int deadAfterSec) {
        State state = new State(redis, redis);
        Position start = StreamTail.now(redis);
        hub = new Hub(vertx, state, start, "test");
        server = new GatewayServer(vertx, () -> settings, () -> tokens, hub, state, deadAfterSec);
        server.start(false);
        StreamTail streams = new StreamTail(
                redis,
                new FollowedStreams(
                        redis,
                        List.of(
                                "market:tick:*:stream",
                                "rss:queue",
                                "events:analysis",
                                "events:briefings",
                                "events:market"),
                        "market:symbols"),
                start);
        tail = new Thread(() -> {
            while (running) hub.publish(streams.poll(Duration.ofMillis(50)));
        });
        tail.start();
    }

    static Settings.SseGateway settings(String host, int port, int maxClients) {
        return settings(host, port, maxClients, "https://desk.example");
    }

    static Settings.SseGateway settings(String host, int port, int maxClients, String origin) {
        return new Settings.SseGateway(
                new Settings.Meta("SSE Gateway", null, "sse_gateway"),
                new Settings.Management("127.0.0.1", 0, ""),
                host,
                port,
                maxClients,
                1_000,
                1_000,
                List.of(origin),
                false);
    }

    static Settings.SseGateway compressing() {
        Settings.SseGateway plain = settings("127.0.0.1", 0, 20);
        return new Settings.SseGateway(
                plain.meta(),
                plain.management(),
                plain.host(),
                plain.port(),
                plain.maxClients(),
                plain.maxClientsPerAddress(),
                plain.maxClientsPerToken(),
                plain.allowedOrigins(),
                true);
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(20));
    }

    /** Writes a tick and its snapshot in one step, as the market room does. */
    static String tick(UnifiedJedis redis, String symbol, String price) {
        return redis.eval(
                        "local id = redis.call('XADD', KEYS[1], '*', 'type', 'trade', 'price', ARGV[1], 'seq', '7',"
                                + " 'ts_ms', '1732270000000') "
                                + "redis.call('HSET', KEYS[2], 'symbol', ARGV[2], 'price', ARGV[1], 'last_id', id,"
                                + " 'updated_ms', string.match(id, '%d+')) return id",
                        List.of("market:tick:" + symbol + ":stream", "market:snapshot:" + symbol),
                        List.of(price, symbol))
                .toString();
    }

    static void item(UnifiedJedis redis, String uid, String title, long publishedMs) {
        redis.set("rss:item:" + uid, "{\"uid\":\"" + uid + "\",\"title\":\"" + title + "\",\"content_text\":\"long\"}");
        redis.zadd("rss:index", publishedMs / 1000.0, uid);
        redis.xadd("rss:queue", StreamEntryID.NEW_ENTRY, Map.of("uid", uid));
    }

    @Override
    public void close() throws InterruptedException {
        running = false;
        tail.join();
        server.close();
        vertx.close();
    }
}
