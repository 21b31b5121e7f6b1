package marketswarm.market.session;

import java.util.ArrayList;
import java.util.List;
import marketswarm.domain.MarketEvent;

/**
 * What follows from something that happened to a session.
 *
 * @param commands text frames to send, in this order
 * @param events to be published
 * @param hangUp whether the connection is of no use any more
 */
public record Reaction(List<String> commands, List<MarketEvent> events, boolean hangUp) {

    static final Reaction NONE = new Reaction(List.of(), List.of());

    public Reaction {
        commands = List.copyOf(commands);
        events = List.copyOf(events);
    }

    Reaction(List<String> commands, List<MarketEvent> events) {
        this(commands, events, false);
    }

    /** The same, and these events after its own. */
    Reaction and(List<MarketEvent> more) {
        if (more.isEmpty()) return this;
        var all = new ArrayList<>(events);
        all.addAll(more);
        return new Reaction(commands, all, hangUp);
    }

    static Reaction saying(MarketEvent event) {
        return new Reaction(List.of(), List.of(event));
    }

    static Reaction givingUp(MarketEvent why) {
        return new Reaction(List.of(), List.of(why), true);
    }
}
