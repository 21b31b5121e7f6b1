package marketswarm.bench.drill;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import marketswarm.bench.FeedOrigin;
import marketswarm.bench.JvmMemory;
import marketswarm.bench.LoadSimulator;
import marketswarm.bench.RedisServer;
import marketswarm.bench.Run;
import marketswarm.redis.Json;
import marketswarm.redis.Keys;
import marketswarm.testing.RedisProcess;
import marketswarm.truth.Services;
import marketswarm.truth.TruthStore;
import redis.clients.jedis.UnifiedJedis;

/**
 * All services, two Redis, the vendor under load, sites with feeds, and readers with a watchlist each: five symbols of
 * five hundred, news, analyses and events. One in ten gets every tick, a hundred a second, and is looked into; the others
 * want to see theirs four times a second ({@code max_hz}), as somebody who looks at a page does. With every tick of every
 * symbol for everybody it would be ten million events a second, which no two cores carry.
 */
final class SoakStand implements AutoCloseable {

    static final int READERS = 1_000;

    private static final int TICKS_PER_S = 10_000;
    private static final int PER_FRAME = 20;
    private static final int FEEDS = 1_000;
    private static final int SITES = 20;
    private static final int WATCHED = 5;
    private static final int LOOKS_A_SECOND = 4;
    private static final int WARM_S = 20;
    private static final int SETTLES_WITHIN_S = 60;
    private static final List<String> JVM = List.of("-XX:+UseSerialGC", "-Xmx512m");

    private final RedisServer system;
    private final RedisServer market;
    private final LoadSimulator vendor;
    private final FeedOrigin feeds;
    private final Fleet fleet;
    private final int port;
    private Audience audience;

    SoakStand(Run run) throws Exception {
        system = RedisServer.start(run);
        market = RedisServer.start(run);
        vendor = LoadSimulator.start(run, PER_FRAME, TICKS_PER_S, 0);
        feeds = new FeedOrigin(SITES, FEEDS);
        port = RedisProcess.freePort();
        new TruthStore(system.client()).load(truth(vendor.address()));
        Services services = new Services(system.client());
        Services.ALL.forEach(service -> services.register(service, service, service));
        fleet = new Fleet(run, system.url(), Clocks.right(run.folder()), JVM);
    }

    /**
     * Returns when all readers read and everything has warmed up: first the feeds, whose first items are a flood, then the
     * market, then one reader after the other.
     */
    void start() throws IOException, InterruptedException {
        for (String service : List.of("sse_gateway", "rss_agg", "vexy_ai", "mesh_coordinator", "logger"))
            fleet.with(service, 1);
        while (items() < FEEDS || analyses() < items()) TimeUnit.MILLISECONDS.sleep(500);
        fleet.with("massive", 1);
        while (market.client().scard(Keys.SYMBOLS.key()) < LoadSimulator.SYMBOLS) TimeUnit.MILLISECONDS.sleep(100);
        audience = new Audience(port, watchlists());
        TimeUnit.SECONDS.sleep(WARM_S);
    }

    private long items() {
        return market.client().zcard(Keys.SEEN.key());
    }

    private long analyses() {
        return market.client().zcard(Keys.ANALYSIS_INDEX.key());
    }

    private List<String> watchlists() {
        List<String> symbols =
                market.client().smembers(Keys.SYMBOLS.key()).stream().sorted().toList();
        Random random = new Random(1);
        List<String> lists = new ArrayList<>();
        for (int reader = 0; reader < READERS; reader++)
            lists.add(random.ints(WATCHED, 0, symbols.size())
                            .mapToObj(symbol -> "tick:" + symbols.get(symbol))
                            .collect(Collectors.joining(","))
                    + ",news,analysis,events"
                    + (reader % Audience.SAMPLED == 0 ? "" : "&max_hz=" + LOOKS_A_SECOND));
        return lists;
    }

    Fleet fleet() {
        return fleet;
    }

    Audience audience() {
        return audience;
    }

    Figures figures() throws IOException, InterruptedException {
        Map<String, Figures.Held> processes = new HashMap<>();
        for (Member member : fleet.members())
            processes.put(member.service(), Figures.Held.of(member.pid(), JvmMemory.oldMb(member.pid())));
        return new Figures(
                System.nanoTime(),
                written(),
                audience.bytes(),
                usedMb(market.client()) + usedMb(system.client()),
                items(),
                processes);
    }

    private static double usedMb(UnifiedJedis redis) {
        return redis.info("memory")
                        .lines()
                        .filter(line -> line.startsWith("used_memory:"))
                        .mapToLong(line -> Long.parseLong(line.substring(12).trim()))
                        .sum()
                / 1e6;
    }

    /** Ticks that the streams have ever got, whatever has been trimmed since. */
    private long written() {
        long all = 0;
        for (String symbol : market.client().smembers(Keys.SYMBOLS.key()))
            all += (Long) market.client()
                    .xinfoStream(Keys.TICKS.of(symbol))
                    .getStreamInfo()
                    .get("entries-added");
        return all;
    }

    /** The service reads from nowhere. */
    void stopTheVendor() throws InterruptedException {
        new TruthStore(system.client()).load(truth("127.0.0.1:9"));
        TimeUnit.SECONDS.sleep(3);
    }

    long sent() throws IOException, InterruptedException {
        return vendor.sent();
    }

    /** What has been written when all that was sent is, or nothing more comes. */
    long settled(long sent) throws InterruptedException {
        for (int second = 0; second < SETTLES_WITHIN_S && written() < sent; second++) TimeUnit.SECONDS.sleep(1);
        return written();
    }

    /** What the services tell of themselves. */
    List<String> notes() {
        Map<String, String> gateway = system.client().hgetAll(Keys.HEARTBEAT_DETAIL.of("sse_gateway", "sse_gateway-1"));
        return List.of(
                "each reader has " + WATCHED + " symbols of " + LoadSimulator.SYMBOLS
                        + ", news, analyses and events, " + LOOKS_A_SECOND
                        + " times a second; one in " + Audience.SAMPLED
                        + " gets every tick, and its latency is measured",
                "the gateway: events " + gateway.get("events") + ", conflated " + gateway.get("conflated") + ", gaps "
                        + gateway.get("gaps"),
                "items " + items() + ", analyses " + analyses() + ", polls " + feeds.asked());
    }

    private ObjectNode truth(String address) {
        return Json.read("""
                {"version": "soak %1$s", "buses": {"market": {"url": "%2$s"}},
                 "components": {
                   "massive": {"rest_url": "http://127.0.0.1:9", "snapshot_poll_sec": 0, "status_poll_sec": 0,
                     "management": {"port": 0}, "backfill": {"enabled": false},
                     "buffer": {"memory_megabytes": 64, "disk_megabytes": 0}, "retention": {"tick_maxlen": 2000},
                     "clusters": {"stocks": {"ws_url": "ws://%1$s/stocks", "symbols": ["*"], "channels": ["T", "Q"]}}},
                   "rss_agg": {"management": {"port": 0}, "poll_interval_min": 2, "poll_interval_max_min": 2,
                     "per_host": {"spacing_ms": 0, "concurrency": 0}, "categories": {"soak": %3$s}},
                   "vexy_ai": {"management": {"port": 0}, "engine": "offline"},
                   "sse_gateway": {"management": {"port": 0}, "port": %4$d, "max_clients_per_address": 2000},
                   "mesh_coordinator": {"management": {"port": 0}},
                   "logger": {"management": {"port": 0}}},
                 "secrets": {"massive": {"api_key": "demo"}}}""".formatted(address, market.url(), feeds.urlsAsJson(), port), ObjectNode.class);
    }

    @Override
    public void close() throws Exception {
        if (audience != null) audience.close();
        fleet.close();
        feeds.close();
        vendor.close();
        market.close();
        system.close();
    }
}
