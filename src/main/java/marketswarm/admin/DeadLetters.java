package marketswarm.admin;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import marketswarm.redis.Keys;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;

/** The work units that were given up, {@code rss:queue:dead}. */
final class DeadLetters {

    private static final int PAGE = 1_000;
    private static final Set<String> OF_THE_DEATH = Set.of("original_id", "attempts", "deliveries", "cause", "dead_ms");

    /** KEYS dead, queue; ARGV id, then the work unit's fields. Only who removes the letter puts the work back. */
    private static final String REPLAY = """
            if redis.call('XDEL', KEYS[1], ARGV[1]) == 0 then return false end
            return redis.call('XADD', KEYS[2], '*', unpack(ARGV, 2))
            """;

    private final UnifiedJedis market;

    DeadLetters(UnifiedJedis market) {
        this.market = market;
    }

    /** One of them, with all its fields. */
    record Letter(String id, Map<String, String> fields) {

        String field(String name) {
            return fields.getOrDefault(name, "");
        }

        long deadMs() {
            return ServiceLook.number(fields, "dead_ms", new StreamEntryID(id).getTime());
        }

        /** What it was in the queue, its attempts forgotten. */
        Map<String, String> original() {
            Map<String, String> fields = new LinkedHashMap<>(this.fields);
            fields.keySet().removeAll(OF_THE_DEATH);
            return fields;
        }
    }

    /** What is looked for; empty parts match everything. */
    record Filter(Optional<String> cause, Optional<Duration> olderThan, Optional<String> uid) {

        boolean isEmpty() {
            return cause.isEmpty() && olderThan.isEmpty() && uid.isEmpty();
        }

        boolean matches(Letter letter, long nowMs) {
            String why = letter.field("cause").toLowerCase(Locale.ROOT);
            return cause.map(text -> why.contains(text.toLowerCase(Locale.ROOT)))
                            .orElse(true)
                    && olderThan
                            .map(age -> nowMs - letter.deadMs() > age.toMillis())
                            .orElse(true)
                    && uid.map(letter.field("uid")::equals).orElse(true);
        }
    }

    /** Those that match, oldest first. */
    List<Letter> find(Filter filter, long nowMs) {
        List<Letter> found = new ArrayList<>();
        String from = "-";
        while (true) {
            var page = market.xrange(Keys.DEAD.key(), from, "+", PAGE);
            page.stream()
                    .map(entry -> new Letter(entry.getID().toString(), entry.getFields()))
                    .filter(letter -> filter.matches(letter, nowMs))
                    .forEach(found::add);
            if (page.size() < PAGE) return found;
            from = "(" + page.get(page.size() - 1).getID();
        }
    }

    Optional<Letter> find(String id) {
        return market.xrange(Keys.DEAD.key(), id, id).stream()
                .map(entry -> new Letter(entry.getID().toString(), entry.getFields()))
                .findFirst();
    }

    /** Back into the queue and off the dead in one step; false when somebody else was first. */
    boolean replay(Letter letter) {
        List<String> args = new ArrayList<>(List.of(letter.id()));
        letter.original().forEach((name, value) -> args.addAll(List.of(name, value)));
        return market.eval(REPLAY, List.of(Keys.DEAD.key(), Keys.QUEUE.key()), args) != null;
    }

    /** False when somebody else was first. */
    boolean drop(Letter letter) {
        return market.xdel(Keys.DEAD.key(), new StreamEntryID(letter.id())) == 1;
    }
}
