package marketswarm.mesh;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import marketswarm.redis.Json;
import marketswarm.redis.Position;
import marketswarm.redis.StreamEntry;

/**
 * What is told to the operator's webhook. Its address may carry a key, so it is a secret, as is its token: both are read
 * at the moment of use.
 */
public final class Alerts {

    private static final Duration TOO_OLD = Duration.ofHours(1);
    private static final String URL = "webhook_url";
    private static final String TOKEN = "webhook_token";

    private final String node;
    private final Function<String, Optional<String>> secret;
    private final UnaryOperator<String> redact;
    private final Clock clock;
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();

    /**
     * @param node name of the installation
     * @param secret of the coordinator's scope, by name
     * @param redact takes secrets out of a text
     */
    public Alerts(String node, Function<String, Optional<String>> secret, UnaryOperator<String> redact, Clock clock) {
        this.node = node;
        this.secret = secret;
        this.redact = redact;
        this.clock = clock;
    }

    public boolean areWanted() {
        return secret.apply(URL).isPresent();
    }

    /** Empty when truth names none any more. */
    public String address() {
        return secret.apply(URL).orElse("");
    }

    /** Value of the Authorization header; empty: none. */
    public String authorization() {
        return secret.apply(TOKEN).map(token -> "Bearer " + token).orElse("");
    }

    /** Whether it is still news, and there is somebody to tell. */
    public boolean isWorthTelling(StreamEntry entry) {
        boolean worth = areWanted() && clock.millis() - Position.of(entry).ms() < TOO_OLD.toMillis();
        if (!worth) dropped.incrementAndGet();
        return worth;
    }

    /** The body: {@code text} is for people and chats, the rest for programs; {@code id} is the same at every attempt. */
    public String body(StreamEntry entry) {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("id", entry.id());
        body.put("node", node);
        body.put("text", "MarketSwarm " + node + ": " + entry.fields().getOrDefault("message", ""));
        entry.fields().forEach(body::putIfAbsent);
        return redact.apply(Json.write(body));
    }

    /** @throws NotDelivered unless the webhook has taken it */
    public void answered(int status) {
        if (status / 100 != 2) throw new NotDelivered("the webhook answers " + status);
        delivered.incrementAndGet();
    }

    /** It was tried often enough. */
    public void giveUp() {
        dropped.incrementAndGet();
    }

    /** For the heartbeat. */
    public Map<String, String> progress() {
        return Map.of("alerts_delivered", delivered.toString(), "alerts_dropped", dropped.toString());
    }

    /** To be tried again. */
    @SuppressWarnings("serial")
    public static final class NotDelivered extends RuntimeException {

        NotDelivered(String message) {
            super("mesh: " + message);
        }
    }
}
