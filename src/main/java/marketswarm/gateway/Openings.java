package marketswarm.gateway;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import marketswarm.redis.Json;
import marketswarm.redis.Position;
import org.jspecify.annotations.Nullable;

/** Reads what a new connection gets first: what it missed, or the current state. Blocks; not for an event loop. */
final class Openings {

    /** The id of everything before the state is complete: a browser that comes back with it gets the state again. */
    static final String NOTHING_YET = "0";

    private static final long MAX_AGE_MS = 3_600_000;
    private static final long CLOCK_SLACK_MS = 2_000;
    private static final int CURSOR_SHOWN = 128;

    private final Sources sources;
    private final State state;
    private final Clock clock;

    Openings(State state, Messages messages, Clock clock) {
        this.sources = Sources.of(state, messages);
        this.state = state;
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
        History.Past past = sources.history().between(after, at);
        if (past instanceof History.Past.Complete complete) {
            return new Opening.Resumed(from, sources.messages().of(complete.entries()), changed(topics, symbols, from));
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

    private Opening.Fresh fresh(Topics topics, Collection<String> symbols, Position at, Optional<String> gap) {
        CurrentState current = CurrentState.read(sources, topics, null, symbols, at);
        return Opening.Fresh.of(gap, current.events(), current.newest(), current.known());
    }

    /** What a connection that had other topics gets when it changes to these: the state of those that it had not. */
    Opening.Fresh change(Topics had, Topics topics, Position at) {
        CurrentState current = CurrentState.read(sources, topics, had, state.symbols(), at);
        return Opening.Fresh.of(Optional.empty(), current.events(), current.newest(), current.known());
    }

    /** Snapshots that are newer than the cursor, and the mesh. */
    private List<SseEvent> changed(Topics topics, Collection<String> known, Position from) {
        List<SseEvent> events = new ArrayList<>();
        List<String> symbols =
                topics.symbols(known).stream().filter(topics::snapshots).toList();
        state.snapshots(symbols).forEach((symbol, hash) -> {
            if (updatedMs(hash) >= from.ms()) {
                events.add(new SseEvent(null, "snapshot", Payloads.snapshot(symbol, hash)));
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
}
