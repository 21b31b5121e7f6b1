package marketswarm.admin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import marketswarm.redis.NewsSlot;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;

/** Looks through a server a batch at a time, so that it stays responsive. */
final class Scan {

    private static final int BATCH = 500;

    private Scan() {}

    /** Keys that match, in order. */
    static List<String> keys(UnifiedJedis redis, String glob) {
        List<String> keys = new ArrayList<>();
        var scan = redis.scanIteration(BATCH, NewsSlot.pattern(redis, glob));
        while (!scan.isIterationCompleted()) keys.addAll(scan.nextBatch().getResult());
        return keys.stream().map(NewsSlot::plain).distinct().sorted().toList();
    }

    /** The hashes at these keys; what is none, or is gone meanwhile, is left out. */
    static Map<String, Map<String, String>> hashes(UnifiedJedis redis, List<String> keys) {
        Map<String, Response<Map<String, String>>> replies = new LinkedHashMap<>();
        try (var pipeline = redis.pipelined()) {
            keys.forEach(key -> replies.put(key, pipeline.hgetAll(key)));
            pipeline.sync();
        }
        Map<String, Map<String, String>> hashes = new LinkedHashMap<>();
        replies.forEach((key, reply) -> {
            try {
                if (!reply.get().isEmpty()) hashes.put(key, reply.get());
            } catch (JedisDataException ofAnotherType) {
                // doctor and keys tell of it
            }
        });
        return hashes;
    }
}
