package marketswarm.market;

import java.util.List;
import marketswarm.domain.MarketEvent;

/**
 * What follows from something that happened to a session.
 *
 * @param commands text frames to send, in this order
 * @param events to be published
 */
public record Reaction(List<String> commands, List<MarketEvent> events) {

    static final Reaction NONE = new Reaction(List.of(), List.of());

    public Reaction {
        commands = List.copyOf(commands);
        events = List.copyOf(events);
    }

    static Reaction saying(MarketEvent event) {
        return new Reaction(List.of(), List.of(event));
    }
}
