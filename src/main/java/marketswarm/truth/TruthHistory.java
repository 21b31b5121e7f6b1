package marketswarm.truth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import marketswarm.redis.Json;
import marketswarm.redis.Keys;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.resps.StreamEntry;

/** Earlier truths, without their secrets, as {@code truth:history} keeps them. */
public final class TruthHistory {

    static final int KEPT = 50;

    private final UnifiedJedis system;

    public TruthHistory(UnifiedJedis system) {
        this.system = system;
    }

    /**
     * One load.
     *
     * @param n counts the loads of this server, from 1; it stays when older ones are forgotten
     * @param by user and machine of who loaded it, {@code unknown} where that was not kept
     * @param document without secrets; passwords in addresses are {@code ***}
     */
    public record Entry(long n, Instant when, String version, String hash, String by, ObjectNode document) {

        public Entry {
            document = document.deepCopy();
        }

        @Override
        public ObjectNode document() {
            return document.deepCopy();
        }
    }

    /** All that is kept, oldest first. */
    public List<Entry> list() {
        List<Entry> entries = new ArrayList<>();
        long n = 0;
        for (StreamEntry entry : read()) {
            n = number(entry.getFields(), n + 1);
            entries.add(entry(n, entry.getFields()));
        }
        return entries;
    }

    public Optional<Entry> find(long n) {
        return list().stream().filter(entry -> entry.n() == n).findFirst();
    }

    public Optional<Entry> latest() {
        List<Entry> entries = list();
        return entries.isEmpty() ? Optional.empty() : Optional.of(entries.get(entries.size() - 1));
    }

    private List<StreamEntry> read() {
        try {
            return system.xrange(Keys.TRUTH_HISTORY.key(), "-", "+");
        } catch (JedisDataException e) {
            if (!String.valueOf(e.getMessage()).startsWith("WRONGTYPE")) throw e;
            throw new Misconfigured(
                    "truth: " + Keys.TRUTH_HISTORY.key() + " is no stream. Something else wrote it: DEL it", e);
        }
    }

    private static Entry entry(long n, Map<String, String> fields) {
        return new Entry(
                n,
                Instant.ofEpochSecond(number(Map.of("n", fields.getOrDefault("ts", "")), 0)),
                fields.getOrDefault("version", ""),
                fields.getOrDefault("hash", ""),
                fields.getOrDefault("by", "unknown"),
                document(fields.getOrDefault("doc", "{}")));
    }

    // an entry that cannot be read is shown as empty rather than hiding all others
    private static ObjectNode document(String json) {
        try {
            return Json.read(json, ObjectNode.class);
        } catch (IllegalArgumentException e) {
            return Json.MAPPER.createObjectNode();
        }
    }

    private static long number(Map<String, String> fields, long otherwise) {
        String text = fields.getOrDefault("n", "");
        return text.matches("\\d{1,15}") ? Long.parseLong(text) : otherwise;
    }
}
