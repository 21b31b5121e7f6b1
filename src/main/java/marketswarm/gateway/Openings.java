package marketswarm.gateway;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import marketswarm.redis.Json;
import marketswarm.redis.Keys;
import marketswarm.redis.Position;
import marketswarm.redis.StreamEntry;
import org.jspecify.annotations.Nullable;

/** Reads what a new connection gets first: what it missed, or the current state. Blocks; not for an event loop. */
final class Openings {

    /** The id of everything before the state is complete: a browser that comes back with it gets the state again. */
    static final String NOTHING_YET = "0";

    private static final long MAX_AGE_MS = 3_600_000;
    private static final long CLOCK_SLACK_MS = 2_000;
    private static final int LATEST = 50;
    private static final int CURSOR_SHOWN = 128;
    private static final Position ALWAYS = new Position(Long.MAX_VALUE, Long.MAX_VALUE, -1L);

    private final State state;
    private final Messages messages;
    private final History history;
    private final Clock clock;

    Openings(State state, Messages messages, Clock clock) {
        this.state = state;
        this.messages = messages;
        this.history = new History(state);
        this.clock = clock;
    }

    /**
     * @param cursor as the browser sent it; absent on a first visit
     * @param at how far the hub has come: what lies behind it is read here, what lies ahead is delivered live
     * @param late the place at which entries from before it were last delivered: a cursor no newer may have missed them
     */
    Opening open(Topics topics, @Nullable String cursor, Position at, Position late) {
        Collection<String> symbols = state.symbols();
        if (cursor == null || cursor.isBlank() || cursor.equals(NOTHING_YET)) {
            return fresh(topics, symbols, at, Optional.empty());
        }
        Position from = Position.parse(cursor).orElse(null);
        if (from == null) return gap(topics, symbols, at, cursor, "this is no cursor of ours");
        if (from.ms() > Math.max(at.ms(), clock.millis()) + CLOCK_SLACK_MS) {
            return gap(topics, symbols, at, cursor, "the cursor is ahead of the server's clock");
        }
        if (at.ms() - from.ms() > MAX_AGE_MS) return gap(topics, symbols, at, cursor, "older than an hour");
        if (late.covers(from)) return gap(topics, symbols, at, cursor, "the clock of Redis was set back");
        Map<String, Position> after = new LinkedHashMap<>();
        topics.streams(symbols).forEach(key -> after.put(key, from));
        History.Past past = history.between(after, at);
        if (past instanceof History.Past.Complete complete) {
            return new Opening.Resumed(from, messages.of(complete.entries()), changed(topics, symbols, from));
        }
        return gap(topics, symbols, at, cursor, ((History.Past.Broken) past).reason());
    }

    private Opening gap(Topics topics, Collection<String> symbols, Position at, String cursor, String reason) {
        String from = cursor.substring(0, Math.min(CURSOR_SHOWN, cursor.length()));
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("topics", topics.list());
        payload.put("from", from);
        payload.put("reason", reason);
        return fresh(topics, symbols, at, Optional.of(Json.write(payload)));
    }

    private Opening.Fresh fresh(Topics topics, Collection<String> known, Position at, Optional<String> gap) {
        Collected collected = new Collected(at);
        collectSnapshots(topics, known, at, collected);
        if (topics.has(Topics.NEWS) || topics.has(Topics.ANALYSIS)) collectNews(topics, collected);
        if (topics.has(Topics.EVENTS)) collectEvents(collected);
        if (topics.has(Topics.MESH)) state.mesh().values().forEach(json -> collected.add("mesh", json));
        return new Opening.Fresh(gap, collected.state, collected.newest, collected.known);
    }

    private void collectSnapshots(Topics topics, Collection<String> known, Position at, Collected collected) {
        Map<String, Position> contained = new LinkedHashMap<>();
        state.snapshots(topics.symbols(known)).forEach((symbol, hash) -> {
            collected.add(Topics.SNAPSHOT, Payloads.snapshot(symbol, hash));
            String stream = Keys.TICKS.of(symbol);
            if (topics.ticks(symbol)) {
                Position.of(stream, hash.getOrDefault("last_id", "")).ifPresent(last -> {
                    contained.put(stream, last);
                    collected.contains("tick:" + symbol, last);
                });
            }
        });
        // ticks that the hub has passed but the snapshot does not contain yet; none where both are written in one step
        if (!contained.isEmpty() && history.between(contained, at) instanceof History.Past.Complete complete) {
            messages.of(complete.entries())
                    .forEach(tick ->
                            collected.add(tick.event().name(), tick.event().data()));
        }
    }

    private void collectNews(Topics topics, Collected collected) {
        List<Map.Entry<String, String>> items =
                new ArrayList<>(state.news(LATEST, null).entrySet());
        java.util.Collections.reverse(items);
        List<String> uids = items.stream().map(Map.Entry::getKey).toList();
        if (topics.has(Topics.NEWS)) {
            items.forEach(item -> collected.add("news", item.getValue()));
            uids.forEach(uid -> collected.known.put("news:" + uid, ALWAYS));
            state.newest(Keys.QUEUE.key()).ifPresent(collected::reaches);
        }
        if (topics.has(Topics.ANALYSIS)) {
            state.analyses(uids).forEach((uid, json) -> {
                collected.add("analysis", json);
                collected.known.put("analysis:" + uid, ALWAYS);
            });
            state.newest(Keys.ANALYSIS_EVENTS.key()).ifPresent(collected::reaches);
        }
    }

    private void collectEvents(Collected collected) {
        for (StreamEntry entry : state.events(LATEST)) {
            collected.add("event", Payloads.event(entry.fields()));
            collected.contains(Topics.EVENTS, Position.of(entry));
        }
    }

    /** Snapshots that are newer than the cursor, and the mesh. */
    private List<SseEvent> changed(Topics topics, Collection<String> known, Position from) {
        List<SseEvent> events = new ArrayList<>();
        List<String> symbols =
                topics.symbols(known).stream().filter(topics::snapshots).toList();
        state.snapshots(symbols).forEach((symbol, hash) -> {
            if (updatedMs(hash) >= from.ms()) {
                events.add(new SseEvent(null, Topics.SNAPSHOT, Payloads.snapshot(symbol, hash)));
            }
        });
        if (topics.has(Topics.MESH))
            state.mesh().values().forEach(json -> events.add(new SseEvent(null, "mesh", json)));
        return events;
    }

    /** When it is unknown, the snapshot counts as new. */
    private static long updatedMs(Map<String, String> hash) {
        try {
            return Long.parseLong(hash.getOrDefault("updated_ms", ""));
        } catch (NumberFormatException unknown) {
            return Long.MAX_VALUE;
        }
    }

    private static final class Collected {

        private final List<SseEvent> state = new ArrayList<>();
        private final Map<String, Position> known = new HashMap<>();
        private Position newest;

        Collected(Position at) {
            this.newest = at;
        }

        void add(String event, String json) {
            state.add(new SseEvent(null, event, json));
        }

        void contains(String subject, Position place) {
            known.put(subject, place);
            reaches(place);
        }

        void reaches(Position place) {
            if (place.covers(newest)) newest = place;
        }
    }
}
