package marketswarm.bench.drill;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import marketswarm.redis.Json;

/** The truth of the drill, and others that an operator may load in its place while all goes on. */
final class Truths {

    /** Whose ticks are counted one by one: truth names them all the time. */
    static final Set<String> STEADY = Set.of(
            "AAPL",
            "MSFT",
            "BRK.B",
            "SPY",
            "TSLA",
            "O:SPY270115C00660000",
            "O:AAPL270115C00235000",
            "X:BTCUSD",
            "X:ETHUSD",
            "C:EURUSD");

    static final int CLUSTERS = 4;
    /** Those that come and go. */
    private static final List<String> SOMETIMES = List.of("NVDA", "QQQ", "AMD");

    private final Installation here;
    private final int gatewayPort;
    private final Path spill;
    private int version;

    Truths(Installation here, int gatewayPort, Path spill) {
        this.here = here;
        this.gatewayPort = gatewayPort;
        this.spill = spill;
    }

    /** All feeds, the steady symbols. */
    ObjectNode first() {
        return Json.read(text(), ObjectNode.class);
    }

    /** Feeds, categories, symbols and intervals by chance. */
    ObjectNode another(Random random) {
        ObjectNode truth = first();
        ObjectNode feeds = truth.withObject("/components/rss_agg");
        feeds.put("poll_interval_min", 0.02 + random.nextInt(4) * 0.01);
        feeds.put("concurrency_per_category", 1 + random.nextInt(4));
        if (random.nextBoolean()) feeds.putArray("enabled_categories").add(random.nextBoolean() ? "tech" : "world");
        if (random.nextBoolean()) feeds.withArray("/categories/world").remove(random.nextInt(3));
        var symbols = truth.withArray("/components/massive/clusters/stocks/symbols");
        SOMETIMES.stream().filter(symbol -> random.nextBoolean()).forEach(symbols::add);
        ObjectNode analyst = truth.withObject("/components/vexy_ai");
        analyst.put("concurrency", 1 + random.nextInt(6));
        truth.withObject("/components/massive").put("snapshot_poll_sec", 3 + random.nextInt(10));
        truth.withObject("/heartbeats/rss_agg").put("frequency", 1 + random.nextInt(2));
        return truth;
    }

    private String text() {
        version++;
        String feeds = "http://127.0.0.1:" + here.port("feeds");
        String vendor = "127.0.0.1:" + here.port("vendor");
        return """
                {"version": "drill-%1$d",
                 "buses": {"market": {"url": "%2$s"}},
                 "heartbeats": {"massive": {"frequency": 1}, "rss_agg": {"frequency": 1}, "vexy_ai": {"frequency": 1},
                   "sse_gateway": {"frequency": 1}, "mesh_coordinator": {"frequency": 1}, "logger": {"frequency": 1}},
                 "components": {
                   "massive": {"meta": {"service_id": "massive"}, "management": {"port": 0},
                     "rest_url": "http://%3$s", "snapshot_poll_sec": 5, "status_poll_sec": 5, "stale_after_sec": 8,
                     "buffer": {"memory_megabytes": 1, "disk_megabytes": 256, "directory": "%4$s"},
                     "retention": {"tick_maxlen": 1000000, "events_maxlen": 100000},
                     "backfill": {"enabled": true, "max_gap_min": 30},
                     "clusters": {
                       "stocks": {"ws_url": "ws://%3$s/stocks", "symbols": ["AAPL", "MSFT", "BRK.B", "SPY", "TSLA"], "channels": ["T", "Q"]},
                       "options": {"ws_url": "ws://%3$s/options", "symbols": ["O:SPY270115C00660000", "O:AAPL270115C00235000"], "channels": ["T"]},
                       "crypto": {"ws_url": "ws://%3$s/crypto", "symbols": ["X:BTCUSD", "X:ETHUSD"], "channels": ["XT"]},
                       "forex": {"ws_url": "ws://%3$s/forex", "symbols": ["C:EURUSD"], "channels": ["C"]}}},
                   "rss_agg": {"meta": {"service_id": "rss_agg"}, "management": {"port": 0},
                     "poll_interval_min": 0.03, "poll_interval_max_min": 0.03, "timeout_sec": 3,
                     "per_host": {"spacing_ms": 0, "concurrency": 0},
                     "categories": {
                       "tech": ["%5$s/0", "%5$s/1", "%5$s/2", "%5$s/3"],
                       "world": ["%5$s/4", "%5$s/5", "%5$s/6", "%5$s/7"]}},
                   "vexy_ai": {"meta": {"service_id": "vexy_ai"}, "management": {"port": 0},
                     "engine": "openai", "base_url": "http://127.0.0.1:%6$d/v1", "model": "drill",
                     "lease_sec": 5, "timeout_sec": 4, "max_attempts": 20, "max_deliveries": 20,
                     "limits": {"requests_per_min": 100000, "tokens_per_min": 100000000, "budget_usd_per_day": 1000},
                     "retention": {"events_maxlen": 1000000}},
                   "sse_gateway": {"meta": {"service_id": "sse_gateway"}, "management": {"port": 0}, "port": %7$d},
                   "mesh_coordinator": {"meta": {"service_id": "mesh_coordinator"}, "management": {"port": 0}},
                   "logger": {"meta": {"service_id": "logger"}, "management": {"port": 0}}},
                 "secrets": {"massive": {"api_key": "demo"}, "vexy_ai": {"openai_api_key": "model-20ab44c9"}}}""".formatted(
                        version,
                        here.url("market", Installation.MARKET_PASSWORD),
                        vendor,
                        spill,
                        feeds,
                        here.port("model"),
                        gatewayPort);
    }
}
