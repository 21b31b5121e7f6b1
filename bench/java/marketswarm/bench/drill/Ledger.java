package marketswarm.bench.drill;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import marketswarm.redis.Keys;
import marketswarm.redis.WorkUnit;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.resps.StreamEntry;

/** What Market Redis holds, in the terms in which the browsers count what they were shown. */
final class Ledger {

    private static final int PAGE = 5_000;

    private final UnifiedJedis market;

    Ledger(UnifiedJedis market) {
        this.market = market;
    }

    /** How many ticks there are. */
    static long ticks(UnifiedJedis market) {
        return market.smembers(Keys.SYMBOLS.key()).stream()
                .mapToLong(symbol -> market.xlen(Keys.TICKS.of(symbol)))
                .sum();
    }

    /** Everything that a browser with all topics is to be shown, by kind. */
    Map<String, Counted> streams() {
        Map<String, Counted> streams = new TreeMap<>();
        market.smembers(Keys.SYMBOLS.key())
                .forEach(symbol -> streams.put(
                        "tick " + symbol, count(Keys.TICKS.of(symbol), entry -> Fingerprint.of(entry.getFields()))));
        streams.put("event", count(Keys.MARKET_EVENTS.key(), entry -> Fingerprint.of(entry.getFields())));
        streams.put("news", count(Keys.QUEUE.key(), Ledger::uid, entry -> !WorkUnit.isBack(entry.getFields())));
        streams.put("analysis", count(Keys.ANALYSIS_EVENTS.key(), Ledger::uid));
        return streams;
    }

    /** The oldest entry of that kind whose fingerprint is wanted. */
    Optional<StreamEntry> first(String kind, LongPredicate wanted) {
        boolean named = kind.equals("news") || kind.equals("analysis");
        return market.xrange(key(kind), (StreamEntryID) null, null, Integer.MAX_VALUE).stream()
                .filter(entry -> wanted.test(named ? uid(entry) : Fingerprint.of(entry.getFields())))
                .findFirst();
    }

    private static String key(String kind) {
        return switch (kind) {
            case "event" -> Keys.MARKET_EVENTS.key();
            case "news" -> Keys.QUEUE.key();
            case "analysis" -> Keys.ANALYSIS_EVENTS.key();
            default -> Keys.TICKS.of(kind.substring("tick ".length()));
        };
    }

    private static long uid(StreamEntry entry) {
        return Fingerprint.of(entry.getFields().getOrDefault("uid", ""));
    }

    private Counted count(String key, ToLongFunction<StreamEntry> print) {
        return count(key, print, any -> true);
    }

    private Counted count(String key, ToLongFunction<StreamEntry> print, Predicate<StreamEntry> wanted) {
        Counted counted = new Counted();
        StreamEntryID from = new StreamEntryID(0, 0);
        while (true) {
            List<StreamEntry> page = market.xrange(key, from, null, PAGE);
            page.stream().filter(wanted).forEach(entry -> counted.add(print.applyAsLong(entry)));
            if (page.size() < PAGE) return counted;
            StreamEntryID last = page.get(PAGE - 1).getID();
            from = new StreamEntryID(last.getTime(), last.getSequence() + 1);
        }
    }

    /** Uids that an index holds. */
    Set<String> index(Keys key) {
        return new HashSet<>(market.zrange(key.key(), 0, -1));
    }

    /** How many of them have no document. */
    long without(Keys document, Set<String> uids) {
        return uids.stream().filter(uid -> !market.exists(document.of(uid))).count();
    }
}
