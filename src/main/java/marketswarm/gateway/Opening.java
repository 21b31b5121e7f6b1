package marketswarm.gateway;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import marketswarm.redis.Position;
import org.jspecify.annotations.Nullable;

/** What a connection gets before its live events. */
sealed interface Opening {

    /** The connection may go live once the hub has come this far. */
    Position settledAt();

    /** Whether it already has this one, of the events that came in meanwhile. */
    boolean contains(Message message);

    /**
     * The current state. It may be shared, so all of it but the last event is encoded once.
     *
     * @param gap the payload of the gap event, when this stands for a resume that was not possible
     * @param events how many events {@code head} has
     * @param head without ids but for the first: a browser that comes back with that one gets the state again
     * @param last absent when there is none
     * @param known what of the events that come in meanwhile it contains, by subject: up to which place
     */
    record Fresh(
            Optional<String> gap,
            Buffer head,
            int events,
            @Nullable SseEvent last,
            Position settledAt,
            Map<String, Position> known)
            implements Opening {

        static Fresh of(Optional<String> gap, List<SseEvent> state, Position settledAt, Map<String, Position> known) {
            Buffer head = Buffer.buffer();
            int events = Math.max(0, state.size() - 1);
            for (int i = 0; i < events; i++)
                head.appendBytes((i == 0 ? state.get(i).withId(Openings.NOTHING_YET) : state.get(i)).encode());
            return new Fresh(gap, head, events, state.isEmpty() ? null : state.get(events), settledAt, known);
        }

        @Override
        public boolean contains(Message message) {
            Position place = known.get(message.subject());
            return place != null && place.covers(message.at());
        }
    }

    /**
     * What was missed since the cursor.
     *
     * @param from the cursor
     * @param state what has no history and is therefore sent as it is now: snapshots that changed, the mesh
     */
    record Resumed(Position from, List<Message> missed, List<SseEvent> state) implements Opening {

        @Override
        public Position settledAt() {
            return from;
        }

        @Override
        public boolean contains(Message message) {
            return from.covers(message.at());
        }
    }
}
