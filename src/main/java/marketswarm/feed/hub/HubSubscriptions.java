package marketswarm.feed.hub;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import marketswarm.feed.poll.FeedState;
import marketswarm.feed.poll.Timetable;
import marketswarm.redis.Keys;
import marketswarm.redis.Sha1;
import marketswarm.truth.Settings.RssAgg;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.UnifiedJedis;

/**
 * The hubs that bring news, feed by feed (W3C WebSub): asked when a feed offers one, asked again before what they promised
 * runs out, later and later while they refuse. What they answer comes to {@link HubCallback}.
 */
public final class HubSubscriptions {

    private static final Logger LOG = LoggerFactory.getLogger(HubSubscriptions.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration VERIFIED_WITHIN = Duration.ofMinutes(10);
    private static final Duration REFUSED_FIRST = Duration.ofMinutes(5);
    private static final Duration REFUSED_MAX = Duration.ofDays(1);
    private static final Duration KEPT_AFTER_LEASE = Duration.ofDays(30);
    private static final int DOUBLINGS_MAX = 9;
    /** So often in a row a poll finds what the hub should have brought; then it is no longer relied on. */
    private static final int MISSED_MAX = 3;

    /** KEYS hub, hubs; ARGV due ms, member, then the fields of the hub, which is another one now. */
    private static final String OFFERED = """
            redis.call('DEL', KEYS[1])
            redis.call('HSET', KEYS[1], unpack(ARGV, 3))
            redis.call('ZADD', KEYS[2], ARGV[1], ARGV[2])
            """;

    private final UnifiedJedis redis;
    private final Supplier<RssAgg> settings;
    private final Timetable timetable;
    private final Clock clock;

    public HubSubscriptions(UnifiedJedis redis, Supplier<RssAgg> settings, Timetable timetable, Clock clock) {
        this.redis = redis;
        this.settings = settings;
        this.timetable = timetable;
        this.clock = clock;
    }

    static String key(String url) {
        return Keys.HUB.of(Sha1.hex(url));
    }

    /** Whether truth names an address by which hubs reach this program. */
    public boolean areWanted() {
        return settings.get().websub().callbackUrl() != null;
    }

    /** A feed names a hub: it is asked at once, unless it is that of before. */
    public void offered(FeedState feed, HubOffer offer) {
        Map<String, String> known = redis.hgetAll(key(feed.url()));
        if (offer.hub().equals(known.get("hub")) && offer.topic().equals(known.get("topic"))) return;
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("url", feed.url());
        fields.put("category", feed.category());
        fields.put("hub", offer.hub());
        fields.put("topic", offer.topic());
        fields.put("token", random());
        fields.put("secret", random());
        List<String> args =
                new ArrayList<>(List.of(String.valueOf(clock.millis()), feed.category() + "|" + feed.url()));
        fields.forEach((name, value) -> {
            args.add(name);
            args.add(value);
        });
        redis.eval(OFFERED, List.of(key(feed.url()), Keys.HUBS.key()), args);
        LOG.info("feed: offers a hub, which is asked url={} hub={}", feed.url(), offer.hub());
    }

    /** What to ask of the hub of a member that is due; null when its feed is wanted no more, or by polling only. */
    public @Nullable HubRequest request(String member) {
        String url = Timetable.url(member);
        Map<String, String> known = redis.hgetAll(key(url));
        String callback = settings.get().websub().callbackUrl();
        if (callback == null || known.isEmpty() || !timetable.has(category(member), url)) {
            redis.del(key(url));
            redis.hdel(FeedState.key(url), "pushed_until_ms");
            return null;
        }
        Map<String, String> asked = new LinkedHashMap<>();
        asked.put(
                "hub.callback", callback.replaceAll("/+$", "") + "/websub/" + Sha1.hex(url) + "/" + known.get("token"));
        asked.put("hub.mode", "subscribe");
        asked.put("hub.topic", known.getOrDefault("topic", url));
        asked.put(
                "hub.lease_seconds",
                String.valueOf(
                        Duration.ofHours(settings.get().websub().leaseHours()).toSeconds()));
        asked.put("hub.secret", known.getOrDefault("secret", ""));
        return HubRequest.of(member, known.getOrDefault("hub", ""), asked);
    }

    /** The hub has answered, perhaps after it has verified already; when it is to be asked again, epoch milliseconds. */
    public long asked(HubRequest request) {
        String key = key(Timetable.url(request.member()));
        boolean taken = request.status() / 100 == 2;
        long refused = taken ? 0 : redis.hincrBy(key, "refused", 1);
        String error =
                taken ? "" : "hub " + (request.error() == null ? "answers " + request.status() : request.error());
        redis.hset(key, Map.of("error", error, "asked_ms", String.valueOf(clock.millis())));
        expireAfter(key, VERIFIED_WITHIN.plus(REFUSED_MAX));
        if (refused == 1) LOG.warn("feed: hub does not take a subscription hub={} cause={}", request.hub(), error);
        return clock.millis() + (taken ? VERIFIED_WITHIN : pause(refused)).toMillis();
    }

    private static Duration pause(long refused) {
        Duration doubled = REFUSED_FIRST.multipliedBy(1L << Math.min(refused - 1, DOUBLINGS_MAX));
        return doubled.compareTo(REFUSED_MAX) < 0 ? doubled : REFUSED_MAX;
    }

    /** The hub pushes from now on; it is asked again when four fifths of that time are over. */
    void verified(Map<String, String> known, Duration lease) {
        String url = known.getOrDefault("url", "");
        long now = clock.millis();
        String until = String.valueOf(now + lease.toMillis());
        redis.hset(
                key(url),
                Map.of(
                        "lease_until_ms",
                        until,
                        "verified_ms",
                        String.valueOf(now),
                        "error",
                        "",
                        "refused",
                        "0",
                        "missed",
                        "0"));
        expireAfter(key(url), lease);
        redis.hset(FeedState.key(url), "pushed_until_ms", until);
        redis.zadd(Keys.HUBS.key(), (double) (now + lease.toMillis() * 4 / 5), member(known));
        LOG.info("feed: hub brings its news url={} hub={} h={}", url, known.get("hub"), lease.toHours());
    }

    /** The hub will not push: the feed is polled as ever, the hub asked again tomorrow. */
    void denied(Map<String, String> known, String reason) {
        String url = known.getOrDefault("url", "");
        redis.hset(key(url), Map.of("lease_until_ms", "0", "error", "hub denies: " + reason));
        redis.hdel(FeedState.key(url), "pushed_until_ms");
        redis.zadd(Keys.HUBS.key(), (double) (clock.millis() + REFUSED_MAX.toMillis()), member(known));
        LOG.warn("feed: hub denies a subscription url={} hub={} cause={}", url, known.get("hub"), reason);
    }

    /** It does what it promised. */
    void kept(Map<String, String> known) {
        String url = known.getOrDefault("url", "");
        redis.hset(key(url), Map.of("missed", "0", "pushed_ms", String.valueOf(clock.millis())));
        redis.hset(FeedState.key(url), "pushed_until_ms", known.getOrDefault("lease_until_ms", "0"));
    }

    /** A poll found what the hub had not brought; a hub that goes on so is no reason to poll less. */
    public void missed(String url) {
        if (redis.hincrBy(key(url), "missed", 1) < MISSED_MAX) return;
        redis.hdel(FeedState.key(url), "pushed_until_ms");
        LOG.info("feed: hub does not bring what it promised, polled as ever url={}", url);
    }

    /** Whether news of the feed are still wanted. */
    boolean areWanted(Map<String, String> known) {
        return areWanted() && timetable.has(known.getOrDefault("category", ""), known.getOrDefault("url", ""));
    }

    private void expireAfter(String key, Duration duration) {
        redis.expire(key, duration.plus(KEPT_AFTER_LEASE).toSeconds());
    }

    private static String member(Map<String, String> known) {
        return known.get("category") + "|" + known.get("url");
    }

    private static String category(String member) {
        return member.substring(0, member.indexOf('|'));
    }

    private static String random() {
        byte[] bytes = new byte[20];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
