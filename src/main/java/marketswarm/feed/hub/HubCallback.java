package marketswarm.feed.hub;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import marketswarm.feed.poll.FeedAnswer;
import marketswarm.feed.poll.FeedPoll;
import marketswarm.feed.poll.FeedRhythm;
import marketswarm.feed.poll.FeedState;
import marketswarm.feed.read.Text;
import marketswarm.redis.Keys;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.UnifiedJedis;

/** What hubs ask and bring (W3C WebSub §5.3, §7, §8). Who does not know a subscription's token learns nothing. */
public final class HubCallback {

    private static final Logger LOG = LoggerFactory.getLogger(HubCallback.class);
    private static final Duration LEASE_LEAST = Duration.ofMinutes(5);
    private static final Duration LEASE_MOST = Duration.ofDays(366);
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{40}");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,12}");
    private static final int CHALLENGE_MAX = 4_096;

    private final UnifiedJedis redis;
    private final HubSubscriptions subscriptions;
    private final AtomicLong pushes = new AtomicLong();
    private final AtomicLong forged = new AtomicLong();

    public HubCallback(UnifiedJedis redis, HubSubscriptions subscriptions) {
        this.redis = redis;
        this.subscriptions = subscriptions;
    }

    /** What a hub is answered. */
    public record Reply(int status, String text) {

        static final Reply UNKNOWN = new Reply(404, "");
    }

    /**
     * What a hub brings.
     *
     * @param feed and token as the callback's address has them
     * @param signature header, as received
     */
    @SuppressWarnings("ArrayRecordComponent") // read once and never compared
    public record Delivery(
            String feed,
            String token,
            @Nullable String signature,
            @Nullable String contentType,
            byte[] body) {}

    /**
     * What comes of it.
     *
     * @param answer to be read as one of the feed itself; null when nothing is
     */
    public record Taken(int status, @Nullable FeedAnswer answer) {

        public boolean isGenuine() {
            return answer != null;
        }
    }

    /** Verifies what was asked for, and nothing else; takes a denial. */
    public Reply verify(Map<String, Object> parameters) {
        Optional<Map<String, String>> found = subscription(text(parameters, "feed"), text(parameters, "token"));
        if (found.isEmpty()) return Reply.UNKNOWN;
        Map<String, String> known = found.get();
        if (!text(parameters, "hub.topic").equals(known.get("topic"))) return Reply.UNKNOWN;
        String mode = text(parameters, "hub.mode");
        if (mode.equals("denied")) {
            subscriptions.denied(known, Text.cap(text(parameters, "hub.reason"), 200));
            return new Reply(200, "");
        }
        String challenge = text(parameters, "hub.challenge");
        boolean wanted = mode.equals("subscribe") && subscriptions.areWanted(known);
        if (!wanted || challenge.isEmpty() || challenge.length() > CHALLENGE_MAX) return Reply.UNKNOWN;
        subscriptions.verified(known, lease(text(parameters, "hub.lease_seconds")));
        return new Reply(200, challenge);
    }

    /** A hub that grants next to nothing is not asked every moment; one that grants for ever is asked once a year. */
    private static Duration lease(String seconds) {
        if (!SECONDS.matcher(seconds).matches()) return Duration.ofDays(10);
        Duration granted = Duration.ofSeconds(Long.parseLong(seconds));
        if (granted.compareTo(LEASE_LEAST) < 0) return LEASE_LEAST;
        return granted.compareTo(LEASE_MOST) > 0 ? LEASE_MOST : granted;
    }

    /** 404: nobody subscribed. 410: not any more. What is not signed as agreed is acknowledged and ignored. */
    public Taken take(Delivery delivery) {
        Optional<Map<String, String>> found = subscription(delivery.feed(), delivery.token());
        if (found.isEmpty()) return new Taken(404, null);
        Map<String, String> known = found.get();
        if (!subscriptions.areWanted(known)) return new Taken(410, null);
        if (!HubSignature.proves(delivery.signature(), known.getOrDefault("secret", ""), delivery.body())) {
            if (forged.getAndIncrement() == 0)
                LOG.warn("feed: what was brought is not signed as agreed, ignored url={}", known.get("url"));
            return new Taken(202, null);
        }
        pushes.incrementAndGet();
        subscriptions.kept(known);
        return new Taken(202, answer(known, delivery));
    }

    private FeedAnswer answer(Map<String, String> known, Delivery delivery) {
        String url = known.getOrDefault("url", "");
        Map<String, String> fields = redis.hgetAll(FeedState.key(url));
        FeedState state =
                fields.isEmpty() ? FeedState.fresh(url, known.getOrDefault("category", "")) : FeedState.of(fields);
        FeedPoll poll = FeedPoll.pushed(state, FeedRhythm.of(fields));
        return FeedAnswer.of(
                poll,
                200,
                name -> name.equalsIgnoreCase("Content-Type") ? delivery.contentType() : null,
                delivery.body());
    }

    private Optional<Map<String, String>> subscription(String feed, String token) {
        if (!HASH.matcher(feed).matches()) return Optional.empty();
        Map<String, String> known = redis.hgetAll(Keys.HUB.of(feed));
        boolean same = MessageDigest.isEqual(bytes(known.getOrDefault("token", "")), bytes(token));
        return known.isEmpty() || token.isEmpty() || !same ? Optional.empty() : Optional.of(known);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(Map<String, Object> parameters, String name) {
        return String.valueOf(parameters.getOrDefault(name, ""));
    }

    /** For the heartbeat. */
    public Map<String, String> progress() {
        return Map.of("pushes", pushes.toString(), "pushes_forged", forged.toString());
    }
}
