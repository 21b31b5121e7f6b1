package marketswarm.gateway;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import marketswarm.redis.Position;
import marketswarm.redis.StreamEntry;

/**
 * Market events that stand until the next of their kind, however long ago they came: whether a market is open, and which
 * symbols are halted. The stream is read once, then only what is new in it.
 */
final class Standing {

    private static final Map<String, String> KINDS =
            Map.of("market.status", "status", "halt", "trading", "resume", "trading");
    private static final int PAGE = 1_000;

    private final State state;
    private final Map<String, StreamEntry> newest = new LinkedHashMap<>();
    private String readTo = "-";

    Standing(State state) {
        this.state = state;
    }

    /** Those that came before an entry of the stream, oldest first; blocks for a round trip. */
    synchronized List<StreamEntry> before(StreamEntry entry) {
        readOn();
        Position place = Position.of(entry);
        return newest.values().stream()
                .filter(one -> !Position.of(one).covers(place))
                .toList();
    }

    private void readOn() {
        List<StreamEntry> page;
        do {
            page = state.range(StreamTopic.EVENTS.stream(), readTo, PAGE);
            page.forEach(this::take);
        } while (page.size() == PAGE);
    }

    private void take(StreamEntry entry) {
        readTo = "(" + entry.id();
        String kind = KINDS.get(entry.fields().getOrDefault("type", ""));
        if (kind == null) return;
        String about = kind + " " + entry.fields().getOrDefault("symbol", "");
        newest.remove(about);
        newest.put(about, entry);
    }
}
