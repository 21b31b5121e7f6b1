package marketswarm.admin;

import java.util.LinkedHashMap;
import java.util.Map;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.XAddParams;
import redis.clients.jedis.params.XReadGroupParams;

/** A system as it looks when it has run for a while: literal keys, literal bytes. */
final class SampleState {

    static final String ANALYZED = "356a192b7913b04c54574d18c28d46e6395428ab";
    static final String WORKED_ON = "da4b9237bacccdf19c0760cab7aec4a8359010b0";
    static final String WAITING = "77de68daecd823babbb58edb1c8e14d7106e83bb";
    static final String RETRIED = "1b6453892473a467d07372d45eb05abc2031647a";
    static final String GIVEN_UP = "ac3478d69a3c81fa62e60f5c3696165a4e5e6ac4";
    static final String DEAD_ID = "1795348800000-0";

    private final UnifiedJedis redis;

    SampleState(UnifiedJedis redis) {
        this.redis = redis;
    }

    /** One item in every place where an item can be. */
    SampleState news() {
        redis.xgroupCreate("rss:queue", "vexy", new StreamEntryID("0-0"), true);
        StreamEntryID first = queue(ANALYZED, "Chips are up");
        queue(WORKED_ON, "Rates are down");
        var one = XReadGroupParams.xReadGroupParams().count(2);
        redis.xreadGroup("vexy", "vexy-a", one, Map.of("rss:queue", StreamEntryID.XREADGROUP_UNDELIVERED_ENTRY));
        redis.xack("rss:queue", "vexy", first);
        queue(WAITING, "Oil is flat");
        redis.set(
                "rss:analysis:" + ANALYZED,
                "{\"uid\":\"" + ANALYZED + "\",\"sentiment\":{\"label\":\"bullish\"},\"impact\":\"high\","
                        + "\"provenance\":{\"engine\":\"offline\",\"model\":\"rules\",\"attempts\":1,"
                        + "\"analyzed_ms\":1795348800000}}");
        redis.xadd("events:analysis", StreamEntryID.NEW_ENTRY, Map.of("uid", ANALYZED));
        redis.zadd("rss:queue:retry", now() + 60_000, "{\"uid\":\"" + RETRIED + "\",\"attempts\":\"2\"}");
        dead(DEAD_ID, GIVEN_UP, "429 too many requests");
        return this;
    }

    StreamEntryID queue(String uid, String title) {
        redis.zadd("rss:seen", now(), uid);
        redis.zadd("rss:index", 1_795_348_800, uid);
        redis.set(
                "rss:item:" + uid,
                "{\"uid\":\"" + uid + "\",\"url\":\"https://x.test/" + uid + "\",\"title\":\"" + title
                        + "\",\"category\":\"tech\",\"source\":\"x.test\",\"feed_url\":\"https://x.test/f\","
                        + "\"feed_title\":\"X\",\"published_ms\":1795348800000,\"fetched_ms\":1795348801000,"
                        + "\"summary\":\"\",\"tags\":[],\"tickers\":[],\"story_id\":\"s\"}");
        return redis.xadd("rss:queue", StreamEntryID.NEW_ENTRY, Map.of("uid", uid, "title", title, "category", "tech"));
    }

    void dead(String id, String uid, String cause) {
        dead(id, uid, cause, "Gold is red");
    }

    void dead(String id, String uid, String cause, String title) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("uid", uid);
        fields.put("url", "https://x.test/1");
        fields.put("title", title);
        fields.put("source", "x.test");
        fields.put("category", "tech");
        fields.put("attempts", "5");
        fields.put("original_id", "1795348700000-0");
        fields.put("cause", cause);
        fields.put("dead_ms", id.replaceFirst("-.*", ""));
        redis.xadd("rss:queue:dead", fields, XAddParams.xAddParams().id(id));
    }

    /** A service that is registered and beats. */
    SampleState beating(String service, String instance, String hash, Map<String, String> more) {
        redis.sadd("svc:list", service);
        redis.hset("svc:cfg:" + service, Map.of("component", service, "secret_scope", service));
        redis.set("svc:hb:" + service, String.valueOf(now() / 1000));
        Map<String, String> fields = new LinkedHashMap<>(more);
        fields.put("state", "running");
        fields.put("beat_ms", String.valueOf(now()));
        fields.put("interval_sec", "5");
        fields.put("truth_version", String.valueOf(redis.get("truth:version")));
        fields.put("truth_hash", hash);
        redis.hset("svc:hb:" + service + ":" + instance, fields);
        return this;
    }

    SampleState log(String channel, String level, String service, String message) {
        redis.xadd(
                "log:" + channel + ":stream",
                StreamEntryID.NEW_ENTRY,
                Map.of(
                        "ts_ms", "1795348800000",
                        "service", service,
                        "instance", "i1",
                        "level", level,
                        "logger", "feed",
                        "message", message,
                        "error", "IOException"));
        return this;
    }

    SampleState feedInTrouble() {
        redis.hset(
                "rss:feed:0a1b",
                Map.of(
                        "url", "https://u:pass1234@x.test/feed",
                        "category", "tech",
                        "error_streak", "4",
                        "error", "HTTP 503",
                        "next_ms", String.valueOf(now() + 300_500)));
        redis.hset("rss:feed:0a1c", Map.of("url", "https://y.test/feed", "category", "tech", "error_streak", "0"));
        redis.zadd("rss:schedule", now() + 300_500, "tech|https://u:pass1234@x.test/feed");
        redis.zadd("rss:schedule", now() + 300_500, "tech|https://y.test/feed");
        return this;
    }

    private static long now() {
        return System.currentTimeMillis();
    }
}
