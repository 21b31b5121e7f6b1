package marketswarm.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import marketswarm.redis.Json;
import marketswarm.redis.Keys;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.params.XPendingParams;
import redis.clients.jedis.resps.StreamEntry;
import redis.clients.jedis.resps.StreamPendingEntry;

/** The steps of one item, as far as Redis still knows them, and where it is now. */
final class Trail {

    private static final int PAGE = 1_000;
    private static final int LONGEST = 100;

    private final UnifiedJedis market;
    private final String uid;
    private final Clock clock;
    private final Table table = new Table("step", "when", "what");
    private String verdict = "nobody has heard of it; forgotten items and ones that never came look alike";

    private Trail(UnifiedJedis market, String uid, Clock clock) {
        this.market = market;
        this.uid = uid;
        this.clock = clock;
    }

    static Trail of(UnifiedJedis market, String uid, Clock clock) {
        var trail = new Trail(market, uid, clock);
        trail.item();
        trail.queued();
        trail.retrying();
        trail.dead();
        trail.analysis();
        return trail;
    }

    String uid() {
        return uid;
    }

    Table table() {
        return table;
    }

    /** Where it is now, in a few words. */
    String verdict() {
        return verdict;
    }

    boolean isEmpty() {
        return table.isEmpty();
    }

    private void step(String step, long ms, String what, String nowItIs) {
        table.row(step, ms <= 0 ? "" : Instant.ofEpochMilli(ms).toString(), Words.cut(what, LONGEST));
        verdict = nowItIs;
    }

    private void item() {
        Double seen = market.zscore(Keys.SEEN.key(), uid);
        if (seen != null) {
            step(
                    "seen",
                    seen.longValue(),
                    "a feed carried it " + Words.span(clock.millis() - seen.longValue()) + " ago, last",
                    "seen, its item has expired");
        }
        json(market.get(Keys.ITEM.of(uid))).ifPresent(item -> {
            String title =
                    item.path("category").asText() + ": " + item.path("title").asText();
            step("item", item.path("fetched_ms").asLong(), title, "kept, not in the queue any more");
            if (market.zscore(Keys.ITEM_INDEX.key(), uid) != null)
                step("indexed", item.path("published_ms").asLong(), "by its time of publication", verdict);
        });
    }

    private void queued() {
        find(Keys.QUEUE.key(), entry -> uid.equals(entry.getFields().get("uid")))
                .ifPresent(entry -> {
                    StreamEntryID id = entry.getID();
                    step("queued", id.getTime(), "rss:queue " + id, "handed out and done");
                    Optional<StreamPendingEntry> pending = pending(id);
                    if (pending.isPresent()) {
                        StreamPendingEntry held = pending.get();
                        step(
                                "pending",
                                0,
                                "with " + held.getConsumerName() + " for " + Words.span(held.getIdleTime())
                                        + ", handed out " + held.getDeliveredTimes() + " times",
                                "being analyzed by " + held.getConsumerName());
                    } else if (!handedOut(id)) {
                        step("waiting", 0, "not handed out yet", "waiting in the queue");
                    }
                });
    }

    private Optional<StreamPendingEntry> pending(StreamEntryID id) {
        if (!hasGroup()) return Optional.empty();
        return market.xpending(Keys.QUEUE.key(), Keys.VEXY_GROUP, XPendingParams.xPendingParams(id, id, 1)).stream()
                .findFirst();
    }

    private boolean handedOut(StreamEntryID id) {
        return hasGroup()
                && market.xinfoGroups(Keys.QUEUE.key()).stream()
                        .filter(group -> group.getName().equals(Keys.VEXY_GROUP))
                        .anyMatch(group -> group.getLastDeliveredId().compareTo(id) >= 0);
    }

    private boolean hasGroup() {
        return market.xinfoGroups(Keys.QUEUE.key()).stream()
                .anyMatch(group -> group.getName().equals(Keys.VEXY_GROUP));
    }

    private void retrying() {
        var params = new ScanParams()
                .match("*" + uid.replaceAll("[^0-9A-Za-z]", "?") + "*")
                .count(PAGE);
        String cursor = ScanParams.SCAN_POINTER_START;
        do {
            var page = market.zscan(Keys.RETRY.key(), cursor, params);
            page.getResult()
                    .forEach(member -> json(member.getElement())
                            .filter(work -> work.path("uid").asText().equals(uid))
                            .ifPresent(work -> step(
                                    "retry",
                                    (long) member.getScore(),
                                    "due again, after " + work.path("attempts").asText() + " attempts",
                                    "failed, waiting for its next attempt")));
            cursor = page.getCursor();
        } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
    }

    private void dead() {
        find(Keys.DEAD.key(), entry -> uid.equals(entry.getFields().get("uid")))
                .map(entry -> new DeadLetters.Letter(entry.getID().toString(), entry.getFields()))
                .ifPresent(letter -> step(
                        "dead",
                        letter.deadMs(),
                        letter.id() + " after " + letter.field("attempts") + " attempts: " + letter.field("cause"),
                        "given up. Again: ./admin dead replay " + letter.id()));
    }

    private void analysis() {
        json(market.get(Keys.ANALYSIS.of(uid))).ifPresent(analysis -> {
            JsonNode by = analysis.path("provenance");
            step(
                    "analyzed",
                    by.path("analyzed_ms").asLong(),
                    analysis.at("/sentiment/label").asText() + ", impact "
                            + analysis.path("impact").asText() + ", by "
                            + by.path("engine").asText() + " "
                            + by.path("model").asText() + " in attempt "
                            + by.path("attempts").asText(),
                    "analyzed");
        });
        find(Keys.ANALYSIS_EVENTS.key(), entry -> uid.equals(entry.getFields().get("uid")))
                .ifPresent(entry -> step("told", entry.getID().getTime(), "events:analysis " + entry.getID(), verdict));
    }

    /** The newest entry of a stream that matches. */
    private Optional<StreamEntry> find(String stream, Predicate<StreamEntry> wanted) {
        String to = "+";
        while (true) {
            var page = market.xrevrange(stream, to, "-", PAGE);
            Optional<StreamEntry> found = page.stream().filter(wanted).findFirst();
            if (found.isPresent() || page.size() < PAGE) return found;
            to = "(" + page.get(page.size() - 1).getID();
        }
    }

    private static Optional<JsonNode> json(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(json -> Json.read(json, JsonNode.class));
        } catch (IllegalArgumentException notJson) {
            return Optional.empty();
        }
    }
}
