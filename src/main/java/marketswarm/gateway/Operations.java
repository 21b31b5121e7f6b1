package marketswarm.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import marketswarm.redis.Json;
import marketswarm.redis.Keys;
import marketswarm.redis.Sha1;
import redis.clients.jedis.Response;
import redis.clients.jedis.resps.StreamEntry;
import redis.clients.jedis.resps.Tuple;

/** How the system itself is doing, as far as the state of the services does not say it: feeds and logs. */
final class Operations {

    private static final Pattern CHANNEL = Pattern.compile("[a-z0-9_]{1,40}");
    private static final String COMPLAINTS = "errors";
    private static final int DEFAULT = 100;
    private static final int MOST = 1_000;

    private final State state;

    Operations(State state) {
        this.state = state;
    }

    /** The scheduled feeds, the next due first, each with how its last poll went. */
    ObjectNode feeds(Query query) {
        List<Tuple> due = state.market().zrangeWithScores(Keys.SCHEDULE.key(), 0, query.limit(DEFAULT, MOST) - 1L);
        Map<Tuple, Response<Map<String, String>>> polls = new LinkedHashMap<>();
        try (var pipeline = state.market().pipelined()) {
            for (Tuple feed : due) polls.put(feed, pipeline.hgetAll(Keys.FEED.of(Sha1.hex(url(feed)))));
            pipeline.sync();
        }
        List<ObjectNode> feeds = new ArrayList<>();
        polls.forEach((feed, poll) -> feeds.add(feed(feed, poll.get())));
        return Rest.list("feeds", feeds);
    }

    private static ObjectNode feed(Tuple due, Map<String, String> poll) {
        ObjectNode feed = Json.MAPPER.createObjectNode();
        feed.put("url", url(due)).put("category", due.getElement().replaceFirst("\\|.*", ""));
        ObjectNode known = Payloads.eventFields(poll);
        known.remove(List.of("url", "category", "etag", "last_modified"));
        feed.setAll(known);
        return feed.put("next_ms", (long) due.getScore());
    }

    /** A member of the schedule is the category and the address. */
    private static String url(Tuple feed) {
        return feed.getElement().substring(feed.getElement().indexOf('|') + 1);
    }

    /** The newest records of a log channel, newest first. */
    ObjectNode logs(Query query) {
        String channel = query.text("channel").orElse(COMPLAINTS);
        if (!CHANNEL.matcher(channel).matches())
            throw Query.refused("channel", channel, "lower-case letters, digits and _");
        int limit = query.limit(DEFAULT, MOST);
        List<StreamEntry> records = state.system().xrevrange(Keys.LOG.of(channel), "+", "-", limit);
        return Rest.list(
                "logs",
                records.stream()
                        .map(record -> Payloads.eventFields(record.getFields())
                                .put("id", record.getID().toString()))
                        .toList());
    }
}
