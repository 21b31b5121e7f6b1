package marketswarm.gateway;

import java.util.ArrayList;
import java.util.HashMap;
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
        Map<String, Map<String, String>> documents = new HashMap<>();
        List<Message> messages = new ArrayList<>(entries.size());
        for (StreamEntry entry : entries) {
            Position at = Position.of(entry);
            message(entry, at.covers(floor) ? at : floor, entries, documents).ifPresent(messages::add);
        }
        return messages;
    }

    private Optional<Message> message(
            StreamEntry entry, Position at, List<StreamEntry> all, Map<String, Map<String, String>> documents) {
        String key = entry.key();
        if (key.startsWith(TICK_PREFIX) && key.endsWith(TICK_SUFFIX)) {
            String symbol = symbol(key);
            return Optional.of(Message.tick(at, symbol, Payloads.tick(symbol, entry.fields())));
        }
        return StreamTopic.ofStream(key)
                .flatMap(topic -> topic.payload(entry, documents.computeIfAbsent(key, first -> documents(topic, all)))
                        .map(json -> Message.of(topic, at, StreamTopic.uid(entry), json)));
    }

    private Map<String, String> documents(StreamTopic topic, List<StreamEntry> entries) {
        if (topic.document().isEmpty()) return Map.of();
        Set<String> uids = new LinkedHashSet<>();
        for (StreamEntry entry : entries) if (entry.key().equals(topic.stream())) uids.add(StreamTopic.uid(entry));
        return state.documents(topic.document().get(), uids);
    }

    private static String symbol(String key) {
        return key.substring(TICK_PREFIX.length(), key.length() - TICK_SUFFIX.length());
    }

    private static String part(int index) {
        return Keys.TICKS.glob().split("\\*", -1)[index];
    }
}
