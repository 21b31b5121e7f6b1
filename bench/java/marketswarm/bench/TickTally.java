package marketswarm.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import marketswarm.redis.Json;
import marketswarm.redis.Keys;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.resps.StreamEntry;

/**
 * What the simulator printed beside what the streams hold.
 *
 * @param differences by topic, streams less prints, where they differ
 * @param duplicated entries whose identity another one has; ticks that have none are only counted
 */
public record TickTally(
        long sent,
        long seen,
        long lost,
        long duplicated,
        long backfilled,
        long gaps,
        List<String> holes,
        Map<String, Long> differences) {

    private static final Map<String, String> TYPES =
            Map.of("T", "trade", "XT", "trade", "Q", "quote", "C", "quote", "XQ", "quote");
    private static final int PAGE = 10_000;

    /** @param symbols whose ticks are held against each other */
    public static TickTally of(UnifiedJedis redis, JsonNode counters, Set<String> symbols) {
        Map<String, Seen> streams = new HashMap<>();
        symbols.forEach(symbol -> read(redis, symbol, streams));
        long sent = 0;
        long lost = 0;
        long duplicated =
                streams.values().stream().mapToLong(seen -> seen.twice).sum();
        Map<String, Long> differences = new TreeMap<>();
        for (var cluster : counters.path("topics").properties())
            for (var channel : cluster.getValue().properties())
                for (var symbol : channel.getValue().properties()) {
                    Seen seen = streams.get(TYPES.get(channel.getKey()) + " " + symbol.getKey());
                    if (seen == null) continue;
                    long printed = symbol.getValue().path("printed").asLong();
                    sent += printed;
                    lost += Math.max(0, printed - (seen.entries - seen.twice));
                    if (seen.entries != printed)
                        differences.put(channel.getKey() + "." + symbol.getKey(), seen.entries - printed);
                    if (seen.twice == 0) duplicated += Math.max(0, seen.entries - printed);
                }
        List<Map<String, String>> events = events(redis);
        return new TickTally(
                sent,
                streams.values().stream().mapToLong(seen -> seen.entries).sum(),
                lost,
                duplicated,
                streams.values().stream().mapToLong(seen -> seen.backfilled).sum(),
                events.stream()
                        .filter(event -> event.get("type").equals("gap.open"))
                        .count(),
                holes(events),
                differences);
    }

    /** Clusters whose newest word about a gap is that it is open. */
    public static List<String> openGaps(UnifiedJedis redis) {
        Map<String, String> newest = new HashMap<>();
        for (Map<String, String> event : events(redis))
            if (event.get("type").startsWith("gap.")) newest.put(event.get("symbol"), event.get("type"));
        return newest.entrySet().stream()
                .filter(one -> one.getValue().equals("gap.open"))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static final class Seen {
        private long entries;
        private long twice;
        private long backfilled;
        private final Map<String, Integer> identities = new HashMap<>();

        void add(Map<String, String> fields) {
            entries++;
            if (fields.containsKey("origin")) backfilled++;
            String identity = identity(fields);
            if (!identity.isEmpty() && identities.merge(identity, 1, Integer::sum) > 1) twice++;
        }
    }

    private static void read(UnifiedJedis redis, String symbol, Map<String, Seen> streams) {
        StreamEntryID from = null;
        while (true) {
            List<StreamEntry> page = redis.xrange(Keys.TICKS.of(symbol), from, null, PAGE);
            page.forEach(
                    entry -> streams.computeIfAbsent(entry.getFields().get("type") + " " + symbol, any -> new Seen())
                            .add(entry.getFields()));
            if (page.size() < PAGE) return;
            StreamEntryID last = page.get(PAGE - 1).getID();
            from = new StreamEntryID(last.getTime(), last.getSequence() + 1);
        }
    }

    /** Option trades have none, and two quotes of a currency may be alike. */
    private static String identity(Map<String, String> fields) {
        var identity = new LinkedHashMap<>(fields);
        if (fields.containsKey("trade_id")) identity.keySet().retainAll(List.of("trade_id", "exchange", "trf_id"));
        else if (fields.containsKey("bid_exchange") && fields.containsKey("seq"))
            identity.keySet().retainAll(List.of("seq", "ts_ms", "bid", "ask", "bid_exchange", "ask_exchange"));
        else return "";
        return identity.toString();
    }

    private static List<String> holes(List<Map<String, String>> events) {
        var holes = new ArrayList<String>();
        for (Map<String, String> event : events)
            if (event.get("type").equals("gap.closed"))
                Json.read(event.get("data"), JsonNode.class).path("holes").forEach(hole -> holes.add(hole.asText()));
        return holes;
    }

    private static List<Map<String, String>> events(UnifiedJedis redis) {
        return redis.xrange(Keys.MARKET_EVENTS.key(), (StreamEntryID) null, null).stream()
                .map(StreamEntry::getFields)
                .toList();
    }
}
