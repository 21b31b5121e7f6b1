package marketswarm.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import marketswarm.redis.Keys;
import marketswarm.redis.NewsSlot;
import redis.clients.jedis.UnifiedJedis;

/** Counts the keys of a server by their line in the catalogue. Reads with SCAN, so a busy server stays responsive. */
final class KeyCensus {

    private static final int BATCH = 500;
    /** Keys of a pattern whose length and memory are asked for; more would cost the server. */
    private static final int SAMPLES = 20;

    /** What was found of one pattern. */
    static final class Group {

        final Set<String> types = new TreeSet<>();
        final List<String> flags = new ArrayList<>();
        long count;
        long longest;
        long memory;
        int sampled;

        /** Bytes of all keys, as far as the sample tells. */
        long bytes() {
            return sampled == 0 ? 0 : memory * count / sampled;
        }
    }

    private final UnifiedJedis redis;
    private final Optional<Keys.Bus> bus;
    private final Set<String> named;
    private final Map<String, Group> groups = new TreeMap<>();

    /**
     * @param bus the server's part; empty when it plays both
     * @param named keys that truth declares by name (market_redis_setup.init_keys)
     */
    KeyCensus(UnifiedJedis redis, Optional<Keys.Bus> bus, Set<String> named) {
        this.redis = redis;
        this.bus = bus;
        this.named = named;
    }

    /** Groups by pattern; an undeclared key is a group of its own. */
    Map<String, Group> count() {
        var scan = redis.scanIteration(BATCH, "*");
        while (!scan.isIterationCompleted())
            scan.nextBatch().getResult().stream().map(NewsSlot::plain).forEach(this::add);
        return groups;
    }

    private void add(String key) {
        Optional<Keys> declared = Keys.find(key);
        Group group = groups.computeIfAbsent(declared.map(Keys::pattern).orElse(key), pattern -> new Group());
        String type = redis.type(key);
        group.count++;
        group.types.add(type);
        String expected = declared.map(Keys::type).orElse(named.contains(key) ? "hash" : type);
        if (declared.isEmpty() && !named.contains(key)) flag(group, "undeclared");
        if (!expected.equals(type)) flag(group, "declared as " + expected);
        if (bus.isPresent() && declared.isPresent() && declared.get().bus() != bus.get()) flag(group, "wrong server");
        if (group.sampled < SAMPLES) sample(group, key, type);
    }

    private static void flag(Group group, String flag) {
        if (!group.flags.contains(flag)) group.flags.add(flag);
    }

    private void sample(Group group, String key, String type) {
        Long bytes = redis.memoryUsage(key);
        group.sampled++;
        group.memory += bytes == null ? 0 : bytes;
        group.longest = Math.max(group.longest, length(key, type));
    }

    private long length(String key, String type) {
        return switch (type) {
            case "string" -> redis.strlen(key);
            case "hash" -> redis.hlen(key);
            case "set" -> redis.scard(key);
            case "zset" -> redis.zcard(key);
            case "stream" -> redis.xlen(key);
            case "list" -> redis.llen(key);
            default -> 0;
        };
    }
}
