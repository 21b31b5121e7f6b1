package marketswarm.gateway;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
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

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int CONNECTION_BYTES = 15;
    private static final long MIN_RETRY_MS = 2_000;
    private static final long MAX_RETRY_MS = 4_000;

    /** Cannot be guessed: who knows it may change what the connection gets. */
    static String connectionId() {
        byte[] bytes = new byte[CONNECTION_BYTES];
        RANDOM.nextBytes(bytes);
        return "c-" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    SseEvent hello(Subscriber subscriber, boolean resumed) {
        Map<String, Object> hello = new LinkedHashMap<>();
        hello.put("connection", subscriber.id());
        hello.put("server_ms", clock.millis());
        hello.put("topics", subscriber.topics().list());
        hello.put("resumed", resumed);
        hello.put("version", version);
        hello.put("node", node);
        return new SseEvent(null, "hello", Json.write(hello));
    }

    /** Said when the topics of a connection have been changed: from here on it gets these. */
    SseEvent topics(Subscriber subscriber) {
        return new SseEvent(
                null, "topics", Json.write(Map.of("topics", subscriber.topics().list())));
    }

    /** Spread, so that browsers that were cut off together do not come back together. */
    static long retryMs() {
        return ThreadLocalRandom.current().nextLong(MIN_RETRY_MS, MAX_RETRY_MS + 1);
    }
}
