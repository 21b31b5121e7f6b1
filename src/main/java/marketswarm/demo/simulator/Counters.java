package marketswarm.demo.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import marketswarm.redis.Json;

/**
 * Everything that was said, so that a reader's own figures can be held against it. An event counts as sent when it is
 * handed to TCP; it counts once for each socket that got it.
 */
final class Counters {

    private final Map<Topic, Tally> topics = new HashMap<>();
    private final Map<String, Long> happenings = new TreeMap<>();
    private final Map<Integer, Long> answers = new TreeMap<>();
    private long frames;
    private long bytes;

    /** Of one topic. */
    static final class Tally {

        private long printed;
        private long sent;
        private long repeated;

        /** It happened on the market, whether or not somebody listened. */
        void printed() {
            printed++;
        }

        void sent(long events) {
            sent += events;
        }

        /** Sent once more on purpose; counts as sent too. */
        void repeated() {
            repeated++;
        }
    }

    Tally of(Topic topic) {
        return topics.computeIfAbsent(topic, any -> new Tally());
    }

    void frame(long length) {
        frames++;
        bytes += length;
    }

    void frames(long number, long length) {
        frames += number;
        bytes += length;
    }

    /** Something that befell a connection: {@code accepted}, {@code auth_failed}, {@code dropped}, … */
    void happened(String what) {
        happenings.merge(what, 1L, Long::sum);
    }

    void answered(int restStatus) {
        answers.merge(restStatus, 1L, Long::sum);
    }

    void reset() {
        topics.clear();
        happenings.clear();
        answers.clear();
        frames = 0;
        bytes = 0;
    }

    ObjectNode json() {
        ObjectNode json = Json.MAPPER.createObjectNode();
        ObjectNode total = json.putObject("events");
        total.put("printed", sum(tally -> tally.printed)).put("sent", sum(tally -> tally.sent));
        total.put("repeated", sum(tally -> tally.repeated));
        json.put("frames", frames).put("bytes", bytes);
        json.set("connections", Json.MAPPER.valueToTree(happenings));
        json.set("rest", Json.MAPPER.valueToTree(answers));
        ObjectNode clusters = json.putObject("topics");
        topics.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Topic.BY_NAME))
                .forEach(entry -> clusters.withObjectProperty(
                                entry.getKey().market().cluster())
                        .withObjectProperty(entry.getKey().channel())
                        .putObject(entry.getKey().symbol())
                        .put("printed", entry.getValue().printed)
                        .put("sent", entry.getValue().sent)
                        .put("repeated", entry.getValue().repeated));
        return json;
    }

    private long sum(ToLongFunction<Tally> part) {
        return topics.values().stream().mapToLong(part).sum();
    }
}
