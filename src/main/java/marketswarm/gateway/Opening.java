package marketswarm.gateway;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import marketswarm.redis.Position;

/** What a new connection gets before the live events. */
sealed interface Opening {

    /** The connection may go live once the hub has come this far. */
    Position settledAt();

    /** What of the events that came in meanwhile the opening already contains, by subject: up to which place. */
    Map<String, Position> known();

    default boolean contains(Message message) {
        Position place = known().get(message.subject());
        return place != null && place.covers(message.at());
    }

    /**
     * The current state, as events without ids.
     *
     * @param gap the payload of the gap event, when this stands for a resume that was not possible
     */
    record Fresh(Optional<String> gap, List<SseEvent> state, Position settledAt, Map<String, Position> known)
            implements Opening {}

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
        public Map<String, Position> known() {
            return Map.of();
        }

        @Override
        public boolean contains(Message message) {
            return from.covers(message.at());
        }
    }
}
