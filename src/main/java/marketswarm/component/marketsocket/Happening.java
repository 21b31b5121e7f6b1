package marketswarm.component.marketsocket;

import java.util.ArrayList;
import java.util.List;
import marketswarm.domain.RawFrames;
import org.apache.camel.Exchange;
import org.apache.camel.component.vertx.websocket.VertxWebsocketEvent;
import org.jspecify.annotations.Nullable;

/** Something that happened on a socket, or frames that came one right after the other, as one exchange. */
final class Happening {

    private static final int MOST_FRAMES = 256;
    private static final int MOST_CHARACTERS = 1 << 17;

    private final VertxWebsocketEvent event;
    private final Exchange exchange;
    private final List<String> texts = new ArrayList<>(1);
    private int characters;

    /** @param exchange made when it happened, so that its clock tells how long it has waited */
    Happening(VertxWebsocketEvent event, @Nullable String text, Exchange exchange) {
        this.event = event;
        this.exchange = exchange;
        if (text != null) add(text);
    }

    /** Another frame that follows. */
    void add(String text) {
        texts.add(text);
        characters += text.length();
    }

    /** Whether a frame may still be added: so many that Camel's share is small, so few that the first need not wait. */
    boolean takesMore() {
        return event == VertxWebsocketEvent.MESSAGE && texts.size() < MOST_FRAMES && characters < MOST_CHARACTERS;
    }

    int frames() {
        return Math.max(1, texts.size());
    }

    int characters() {
        return characters;
    }

    /** What the route gets: frames, the reason of a close, or nothing. */
    Exchange exchange() {
        Object body = texts.isEmpty() ? null : texts.get(0);
        exchange.getMessage().setBody(event == VertxWebsocketEvent.MESSAGE ? new RawFrames(texts) : body);
        exchange.getMessage().setHeader(MarketSocketConstants.EVENT, event);
        return exchange;
    }
}
