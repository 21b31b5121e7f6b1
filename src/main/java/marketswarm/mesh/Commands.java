package marketswarm.mesh;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import marketswarm.redis.Keys;
import marketswarm.redis.Outage;
import marketswarm.redis.StreamEntry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.UnifiedJedis;

/**
 * The commands that a service understands. Each is done by the instance that has taken it, and its answer is kept for a
 * day. An instance that ends in the middle leaves its command to another, so a command does no harm when it is done twice.
 */
public final class Commands {

    static final Duration KEPT = Duration.ofDays(1);

    private static final Logger LOG = LoggerFactory.getLogger(Commands.class);

    private final UnifiedJedis system;
    private final String instance;
    private final Map<String, UnaryOperator<String>> known;
    private final UnaryOperator<String> redact;
    private final Clock clock;

    /**
     * @param known what to do by name: from the command's argument, empty without one, to its answer
     * @param redact takes secrets out of a text
     */
    public Commands(
            UnifiedJedis system,
            String instance,
            Map<String, UnaryOperator<String>> known,
            UnaryOperator<String> redact,
            Clock clock) {
        this.system = system;
        this.instance = instance;
        this.known = new TreeMap<>(known);
        this.known.put("ping", argument -> "here");
        this.redact = redact;
        this.clock = clock;
    }

    /** @param entry of {@code svc:commands:<service>} */
    public void run(StreamEntry entry) {
        Map<String, String> fields = entry.fields();
        String id = fields.getOrDefault("id", "");
        String command = fields.getOrDefault("command", "");
        answer(system, id, Map.of("state", "running", "instance", instance));
        Map<String, String> result = new LinkedHashMap<>(result(command, fields.getOrDefault("argument", "")));
        result.put("instance", instance);
        result.put("ended_ms", String.valueOf(clock.millis()));
        answer(system, id, result);
        LOG.info("mesh: command={} {} by={}", command, result.get("state"), fields.getOrDefault("by", ""));
    }

    private Map<String, String> result(String command, String argument) {
        @Nullable UnaryOperator<String> action = known.get(command);
        if (action == null) return Map.of("state", "refused", "answer", "no such command; there are " + known.keySet());
        try {
            return Map.of("state", "done", "answer", redact.apply(action.apply(argument)));
        } catch (RuntimeException e) {
            if (Outage.isAway(e)) throw e; // it stays in the stream until the server is back
            return Map.of("state", "failed", "answer", redact.apply(String.valueOf(e.getMessage())));
        }
    }

    static void answer(UnifiedJedis system, String id, Map<String, String> fields) {
        String key = Keys.DISPATCH_RESULT.of(id);
        try (var transaction = system.multi()) {
            transaction.hset(key, fields);
            transaction.expire(key, KEPT.toSeconds());
            transaction.exec();
        }
    }
}
