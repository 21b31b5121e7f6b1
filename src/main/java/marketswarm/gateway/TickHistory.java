package marketswarm.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import marketswarm.redis.Keys;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.resps.StreamEntry;

/** What a symbol's stream still holds of its past. */
final class TickHistory {

    private static final int PAGE = 5_000;

    /** Entries that are read for the bars of one answer. */
    private static final int MOST_FOR_BARS = 50_000;

    private final UnifiedJedis market;

    TickHistory(UnifiedJedis market) {
        this.market = market;
    }

    /**
     * Oldest first: the first that lie in the range when it has a beginning, else the last.
     *
     * @param after read on behind this entry
     */
    ObjectNode ticks(String symbol, @Nullable Long fromMs, @Nullable Long toMs, Optional<String> after, int limit) {
        String key = Keys.TICKS.of(symbol);
        String from = after.map(id -> "(" + id).orElse(fromMs == null ? "-" : String.valueOf(fromMs));
        String to = toMs == null ? "+" : String.valueOf(toMs);
        List<StreamEntry> entries;
        if (from.equals("-")) {
            entries = new ArrayList<>(market.xrevrange(key, to, from, limit));
            Collections.reverse(entries);
        } else {
            entries = market.xrange(key, from, to, limit);
        }
        ObjectNode answer = Rest.list(
                "ticks",
                entries.stream()
                        .map(entry -> Payloads.fields(symbol, entry.getFields())
                                .put("id", entry.getID().toString()))
                        .toList());
        if (entries.size() == limit)
            answer.put("next_after", entries.get(entries.size() - 1).getID().toString());
        return answer.put("symbol", symbol);
    }

    /**
     * The newest bars, oldest first; the oldest of them may be cut off where the stream begins.
     *
     * @param toMs the last of them ends at or before that time; absent: now
     */
    List<Bars.Bar> bars(String symbol, long intervalMs, @Nullable Long toMs, int limit) {
        Bars bars = new Bars(intervalMs);
        String key = Keys.TICKS.of(symbol);
        String to = toMs == null ? "+" : String.valueOf(toMs);
        int read = 0;
        while (read < MOST_FOR_BARS && bars.size() <= limit) {
            List<StreamEntry> page = market.xrevrange(key, to, "-", PAGE);
            page.forEach(entry -> bars.addOlder(entry.getID().getTime(), entry.getFields()));
            read += page.size();
            if (page.size() < PAGE) return bars.newest(limit, toMs, true);
            to = "(" + page.get(page.size() - 1).getID();
        }
        return bars.newest(limit, toMs, false);
    }
}
