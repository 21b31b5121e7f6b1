package marketswarm.gateway;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import marketswarm.redis.Keys;
import marketswarm.redis.Position;
import marketswarm.redis.StreamEntry;
import org.jspecify.annotations.Nullable;

/** The current state of some topics, as events without ids, and up to which place each subject is contained in it. */
final class CurrentState {

    private static final int LATEST = 50;
    private static final Position ALWAYS = new Position(Long.MAX_VALUE, Long.MAX_VALUE, -1L);

    private final Sources sources;
    private final Topics topics;
    private final @Nullable Topics had;
    private final Position at;
    private final List<SseEvent> events = new ArrayList<>();
    private final Map<String, Position> known = new HashMap<>();
    private Position newest;

    private CurrentState(Sources sources, Topics topics, @Nullable Topics had, Position at) {
        this.sources = sources;
        this.topics = topics;
        this.had = had;
        this.at = at;
        this.newest = at;
    }

    /**
     * @param had what the reader has anyway: left out
     * @param symbols all that are known
     * @param at how far the hub has come
     */
    static CurrentState read(
            Sources sources, Topics topics, @Nullable Topics had, Collection<String> symbols, Position at) {
        CurrentState current = new CurrentState(sources, topics, had, at);
        current.snapshots(symbols);
        current.news();
        for (StreamTopic topic : StreamTopic.values())
            if (topic != StreamTopic.NEWS && topic != StreamTopic.ANALYSIS && current.wants(topic.topic()))
                current.latest(topic);
        if (current.wants(Topics.MESH)) sources.state().mesh().values().forEach(json -> current.add("mesh", json));
        return current;
    }

    List<SseEvent> events() {
        return events;
    }

    /** The place that a reader must have come to before all of it is behind. */
    Position newest() {
        return newest;
    }

    Map<String, Position> known() {
        return known;
    }

    private boolean wants(String topic) {
        return topics.has(topic) && !has(topic);
    }

    private boolean has(String topic) {
        return had != null && had.has(topic);
    }

    private void snapshots(Collection<String> symbols) {
        List<String> wanted = topics.symbols(symbols).stream()
                .filter(symbol -> !has(Topics.TICK + symbol) && !has(Topics.SNAPSHOT + symbol))
                .toList();
        Map<String, Position> contained = new LinkedHashMap<>();
        sources.state().snapshots(wanted).forEach((symbol, hash) -> {
            add("snapshot", Payloads.snapshot(symbol, hash));
            String stream = Keys.TICKS.of(symbol);
            if (topics.ticks(symbol)) {
                Position.of(stream, hash.getOrDefault("last_id", "")).ifPresent(last -> {
                    contained.put(stream, last);
                    contains(Topics.TICK + symbol, last);
                });
            }
        });
        ticksSince(contained);
    }

    /** Those that the hub has passed but the snapshot does not contain yet; none where both are written in one step. */
    private void ticksSince(Map<String, Position> contained) {
        if (!contained.isEmpty() && sources.history().between(contained, at) instanceof History.Past.Complete complete)
            sources.messages()
                    .of(complete.entries())
                    .forEach(tick -> add(tick.event().name(), tick.event().data()));
    }

    /** The newest items by their index, for the queue keeps only what has not been analyzed; and their analyses. */
    private void news() {
        boolean news = wants(StreamTopic.NEWS.topic());
        boolean analyses = wants(StreamTopic.ANALYSIS.topic());
        if (!news && !analyses) return;
        List<Map.Entry<String, String>> items =
                new ArrayList<>(sources.state().news(LATEST, null).entrySet());
        Collections.reverse(items);
        Map<String, String> documents = new LinkedHashMap<>();
        items.forEach(item -> documents.put(item.getKey(), item.getValue()));
        if (news) documents(StreamTopic.NEWS, documents);
        if (analyses) documents(StreamTopic.ANALYSIS, sources.state().analyses(documents.keySet()));
    }

    private void documents(StreamTopic topic, Map<String, String> byUid) {
        byUid.forEach((uid, json) -> {
            add(topic.event(), json);
            known.put(topic.subject(uid), ALWAYS);
        });
        sources.state().newest(topic.stream()).ifPresent(this::reaches);
    }

    private void latest(StreamTopic topic) {
        List<StreamEntry> entries = sources.state().latest(topic.stream(), LATEST);
        if (topic == StreamTopic.EVENTS && entries.size() == LATEST) standing(entries.get(0));
        for (Message message : sources.messages().of(entries)) {
            add(message.event().name(), message.event().data());
            contains(message.subject(), message.at());
        }
    }

    private void standing(StreamEntry oldest) {
        sources.messages()
                .of(sources.standing().before(oldest))
                .forEach(event -> add(event.event().name(), event.event().data()));
    }

    private void add(String event, String json) {
        events.add(new SseEvent(null, event, json));
    }

    private void contains(String subject, Position place) {
        known.put(subject, place);
        reaches(place);
    }

    private void reaches(Position place) {
        if (place.covers(newest)) newest = place;
    }
}
