package marketswarm.gateway;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import marketswarm.redis.Json;

/**
 * What the server says about itself.
 *
 * @param node the node's name in truth
 * @param version of the program
 */
record Greeting(String node, String version, Clock clock) {

    private static final long MIN_RETRY_MS = 2_000;
    private static final long MAX_RETRY_MS = 4_000;

    SseEvent hello(Topics topics, boolean resumed) {
        Map<String, Object> hello = new LinkedHashMap<>();
        hello.put("connection", "c-" + Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36));
        hello.put("server_ms", clock.millis());
        hello.put("topics", topics.list());
        hello.put("resumed", resumed);
        hello.put("version", version);
        hello.put("node", node);
        return new SseEvent(null, "hello", Json.write(hello));
    }

    /** Spread, so that browsers that were cut off together do not come back together. */
    static long retryMs() {
        return ThreadLocalRandom.current().nextLong(MIN_RETRY_MS, MAX_RETRY_MS + 1);
    }
}
