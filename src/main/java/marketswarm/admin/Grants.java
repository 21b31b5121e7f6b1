package marketswarm.admin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import marketswarm.redis.Keys;
import marketswarm.redis.Keys.Bus;
import marketswarm.redis.NewsSlot;
import marketswarm.truth.Settings;
import marketswarm.truth.Truth;

/**
 * Which keys a service may read and write on one of the two servers: what the catalogue says it writes, and what it has
 * to read besides.
 */
record Grants(List<String> readWrite, List<String> read) {

    private static final String HOLDS_THE_MARKET = "massive";

    /** Keys of others that a service reads on Market Redis. */
    private static final Map<String, List<Keys>> READS = Map.of(
            "rss_agg", List.of(Keys.SYMBOLS, Keys.SNAPSHOT, Keys.RETRY, Keys.FINISHED),
            "vexy_ai", List.of(Keys.ITEM, Keys.ITEM_INDEX, Keys.SNAPSHOT, Keys.SYMBOLS),
            "sse_gateway",
                    List.of(
                            Keys.TICKS,
                            Keys.SNAPSHOT,
                            Keys.SYMBOLS,
                            Keys.MARKET_EVENTS,
                            Keys.ITEM,
                            Keys.ITEM_INDEX,
                            Keys.QUEUE,
                            Keys.ANALYSIS,
                            Keys.ANALYSIS_INDEX,
                            Keys.ANALYSIS_EVENTS,
                            Keys.BRIEFING,
                            Keys.BRIEFING_EVENTS));

    /** Streams of others in whose groups a service reads, which changes them. */
    private static final Map<String, List<Keys>> GROUPS = Map.of("vexy_ai", List.of(Keys.QUEUE, Keys.MARKET_EVENTS));

    /** @param secretScope whose secrets it may read */
    static Grants onSystem(String service, String secretScope) {
        List<String> readWrite = new ArrayList<>(List.of(
                Keys.HEARTBEAT.of(service),
                Keys.HEARTBEAT_DETAIL.of(service, "*"),
                Keys.LOG.glob(),
                Keys.COMMANDS.of(service),
                Keys.DISPATCH_RESULT.glob(),
                Keys.LEADER.of(service),
                Keys.LEADER.of(service + ":*"),
                Keys.MEMBERS.of(service)));
        List<String> read = new ArrayList<>(List.of(
                Keys.TRUTH_PUBLIC.key(),
                Keys.TRUTH_HASH.key(),
                Keys.TRUTH_SECRETS.of(secretScope),
                Keys.SERVICE_CONFIG.of(service)));
        written(service, Bus.SYSTEM).forEach(readWrite::add);
        if (service.equals("mesh_coordinator")) readWrite.add(Keys.DISPATCH.glob());
        if (service.equals("mesh_coordinator")) read.addAll(List.of(Keys.SERVICES.key(), Keys.HEARTBEAT.glob()));
        if (service.equals("sse_gateway")) read.add(Keys.MESH_STATE.key());
        return new Grants(readWrite, read);
    }

    static Grants onMarket(String service, String component, Truth truth) {
        Stream<String> namespaces = service.equals(HOLDS_THE_MARKET)
                ? truth.settings(component, Settings.Massive.class).marketRedisSetup().initKeys().stream()
                : Stream.of();
        Stream<String> groups = GROUPS.getOrDefault(service, List.of()).stream().map(Keys::glob);
        return new Grants(
                Stream.of(written(service, Bus.MARKET), groups, namespaces)
                        .flatMap(keys -> keys)
                        .toList(),
                READS.getOrDefault(service, List.of()).stream().map(Keys::glob).toList());
    }

    /** The same by the names that keys have on a Redis Cluster. */
    Grants onCluster() {
        return new Grants(
                readWrite.stream().map(NewsSlot::tagged).toList(),
                read.stream().map(NewsSlot::tagged).toList());
    }

    private static Stream<String> written(String service, Bus bus) {
        return Arrays.stream(Keys.values())
                .filter(key -> key.bus() == bus && key.writer().equals(service))
                .map(Keys::glob);
    }
}
