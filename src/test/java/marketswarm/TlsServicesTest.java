package marketswarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import marketswarm.redis.RedisServers;
import marketswarm.testing.FakeSite;
import marketswarm.testing.FakeVendor;
import marketswarm.testing.TlsRedis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The services against a Redis that speaks TLS only. */
class TlsServicesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String FEED =
            "<rss version=\"2.0\"><channel><title>N</title><item><title>Apple beats estimates"
                    + "</title><guid>1</guid><description>Apple Inc. (NASDAQ: AAPL) sold more phones.</description></item></channel></rss>";

    @TempDir
    private Path directory;

    @Test
    void prices_news_and_analyses_are_written_over_tls() throws Exception {
        try (TlsRedis server = TlsRedis.start(directory);
                FakeVendor vendor = new FakeVendor("canary-key-4711");
                FakeSite site =
                        new FakeSite().page("/feed", 200, Map.of("Content-Type", "application/rss+xml"), FEED)) {
            server.trust();
            String truth = """
                    {"version": "1", "components": {
                       "massive": {"rest_url": "%s", "snapshot_poll_sec": 3600,
                         "clusters": {"stocks": {"ws_url": "%s", "symbols": ["AAPL"], "channels": ["T"]}}},
                       "rss_agg": {"categories": {"tech": ["%s"]}},
                       "vexy_ai": {"engine": "offline"}},
                     "secrets": {"massive": {"api_key": "canary-key-4711"}}}""".formatted(vendor.restUrl(), vendor.wsUrl(), site.url("/feed"));
            try (var services = new RunningServices(
                            server.url(), truth, Clock.systemUTC(), "massive", "rss_agg", "vexy_ai");
                    var redis = RedisServers.open(server.url(), "test")) {
                await("subscribed")
                        .atMost(PATIENCE)
                        .until(() -> "1".equals(services.progress("massive").get("stocks_topics_held")));
                vendor.send("[{\"ev\":\"T\",\"sym\":\"AAPL\",\"p\":189.1,\"s\":1,\"t\":1764000000123,\"q\":1}]");

                await("a price")
                        .atMost(PATIENCE)
                        .until(() -> "189.1".equals(redis.hget("market:snapshot:AAPL", "price")));
                await("an analysis").atMost(PATIENCE).until(() -> redis.xlen("events:analysis") == 1);
                assertThat(redis.xlen("market:tick:AAPL:stream")).isEqualTo(1);
                assertThat(redis.zcard("rss:index")).isEqualTo(1);
            }
        }
    }
}
