package marketswarm.gateway;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import marketswarm.redis.Keys;
import marketswarm.redis.Position;
import marketswarm.redis.StreamEntry;

/** Turns stream entries into messages; the documents that entries only name are loaded, all of a batch at once. */
final class Messages {

    private static final String TICK_PREFIX = part(0);
    private static final String TICK_SUFFIX = part(1);

    private final State state;

    Messages(State state) {
        this.state = state;
    }

    /** In the order of the entries; entries of other streams and those whose document has expired are left out. */
    List<Message> of(List<StreamEntry> entries) {
        return of(entries, Position.before(0));
    }

    /** @param floor where an entry from before that place is said to be: ids never go back */
    List<Message> of(List<StreamEntry> entries, Position floor) {
        Map<String, String> items = documents(Keys.QUEUE, Keys.ITEM, entries);
        Map<String, String> analyses = documents(Keys.ANALYSIS_EVENTS, Keys.ANALYSIS, entries);
        List<Message> messages = new ArrayList<>(entries.size());
        for (StreamEntry entry : entries)
            message(entry, later(Position.of(entry), floor), items, analyses).ifPresent(messages::add);
        return messages;
    }

    private Map<String, String> documents(Keys stream, Keys document, List<StreamEntry> entries) {
        Set<String> uids = new LinkedHashSet<>();
        for (StreamEntry entry : entries) {
            String uid = entry.fields().get("uid");
            if (uid != null && entry.key().equals(stream.key())) uids.add(uid);
        }
        return state.documents(document, uids);
    }

    private static Position later(Position a, Position b) {
        return a.covers(b) ? a : b;
    }

    private static Optional<Message> message(
            StreamEntry entry, Position at, Map<String, String> items, Map<String, String> analyses) {
        String key = entry.key();
        if (key.startsWith(TICK_PREFIX) && key.endsWith(TICK_SUFFIX)) {
            String symbol = symbol(key);
            return Optional.of(Message.tick(at, symbol, Payloads.tick(symbol, entry.fields())));
        }
        if (key.equals(Keys.MARKET_EVENTS.key())) return Optional.of(Message.event(at, Payloads.event(entry.fields())));
        String uid = entry.fields().getOrDefault("uid", "");
        if (key.equals(Keys.QUEUE.key())) {
            return Optional.ofNullable(items.get(uid)).flatMap(Payloads::item).map(json -> Message.news(at, uid, json));
        }
        if (key.equals(Keys.ANALYSIS_EVENTS.key())) {
            return Optional.ofNullable(analyses.get(uid))
                    .flatMap(Payloads::analysis)
                    .map(json -> Message.analysis(at, uid, json));
        }
        return Optional.empty();
    }

    private static String symbol(String key) {
        return key.substring(TICK_PREFIX.length(), key.length() - TICK_SUFFIX.length());
    }

    private static String part(int index) {
        return Keys.TICKS.glob().split("\\*", -1)[index];
    }
}
