package marketswarm.gateway;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import marketswarm.redis.Keys;
import marketswarm.redis.Position;
import marketswarm.redis.StreamEntry;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.ZRangeParams;

/** What is the case now, as Redis holds it. Every method blocks for a round trip and throws Jedis' exceptions. */
public final class State {

    private final UnifiedJedis market;
    private final UnifiedJedis system;

    /** @param system where {@code mesh:state} lives; may be the same server */
    public State(UnifiedJedis market, UnifiedJedis system) {
        this.market = market;
        this.system = system;
    }

    UnifiedJedis market() {
        return market;
    }

    UnifiedJedis system() {
        return system;
    }

    /** Every known symbol, sorted. */
    Collection<String> symbols() {
        return new TreeSet<>(market.smembers(Keys.SYMBOLS.key()));
    }

    /** The snapshot hashes of those symbols that have one. */
    Map<String, Map<String, String>> snapshots(Collection<String> symbols) {
        if (symbols.isEmpty()) return Map.of();
        Map<String, Response<Map<String, String>>> replies = new LinkedHashMap<>();
        try (var pipeline = market.pipelined()) {
            for (String symbol : symbols) replies.put(symbol, pipeline.hgetAll(Keys.SNAPSHOT.of(symbol)));
            pipeline.sync();
        }
        Map<String, Map<String, String>> snapshots = new LinkedHashMap<>();
        replies.forEach((symbol, reply) -> {
            if (!reply.get().isEmpty()) snapshots.put(symbol, reply.get());
        });
        return snapshots;
    }

    /**
     * The newest items, newest first.
     *
     * @param before only items published before these epoch seconds
     * @return payload by uid
     */
    Map<String, String> news(int limit, @Nullable Long before) {
        String max = before == null ? "+inf" : "(" + before;
        List<String> uids = market.zrange(
                Keys.ITEM_INDEX.key(),
                new ZRangeParams(Protocol.Keyword.BYSCORE, max, "-inf").rev().limit(0, limit));
        Map<String, String> news = new LinkedHashMap<>();
        documents(Keys.ITEM, uids)
                .forEach((uid, document) -> Payloads.document(document).ifPresent(json -> news.put(uid, json)));
        return news;
    }

    /** Payload by uid, of those items that have an analysis. */
    Map<String, String> analyses(Collection<String> uids) {
        Map<String, String> analyses = new LinkedHashMap<>();
        documents(Keys.ANALYSIS, uids)
                .forEach((uid, document) -> Payloads.document(document).ifPresent(json -> analyses.put(uid, json)));
        return analyses;
    }

    /** The whole item, with its text. */
    Optional<String> item(String uid) {
        return Optional.ofNullable(market.get(Keys.ITEM.of(uid)));
    }

    /** The documents that are there, by uid. */
    Map<String, String> documents(Keys key, Collection<String> uids) {
        if (uids.isEmpty()) return Map.of();
        List<String> order = List.copyOf(uids);
        List<String> values = market.mget(order.stream().map(key::of).toArray(String[]::new));
        Map<String, String> documents = new LinkedHashMap<>();
        for (int i = 0; i < order.size(); i++) {
            if (values.get(i) != null) documents.put(order.get(i), values.get(i));
        }
        return documents;
    }

    /** The newest entries of a stream, oldest first. */
    List<StreamEntry> latest(String key, int limit) {
        List<StreamEntry> entries = new ArrayList<>();
        for (var entry : market.xrevrange(key, "+", "-", limit))
            entries.add(0, new StreamEntry(key, entry.getID().toString(), entry.getFields()));
        return entries;
    }

    /** Entries of a stream, oldest first. */
    List<StreamEntry> range(String key, String from, int limit) {
        return market.xrange(key, from, "+", limit).stream()
                .map(entry -> new StreamEntry(key, entry.getID().toString(), entry.getFields()))
                .toList();
    }

    /** The place of a stream's newest entry. */
    Optional<Position> newest(String key) {
        return market.xrevrange(key, "+", "-", 1).stream()
                .findFirst()
                .flatMap(entry -> Position.of(key, entry.getID().toString()));
    }

    /** Payload by service. */
    Map<String, String> mesh() {
        Map<String, String> mesh = new TreeMap<>();
        system.hgetAll(Keys.MESH_STATE.key())
                .forEach((service, document) -> mesh.put(service, Payloads.mesh(service, document)));
        return mesh;
    }
}
