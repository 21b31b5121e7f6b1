package marketswarm.component.marketsocket;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.component.vertx.websocket.VertxWebsocketEvent;
import org.jspecify.annotations.Nullable;

/**
 * What happened on one socket and is not handled, in its order. Frames that find others still waiting join them, so that
 * whoever is behind catches up with one exchange for many, and whoever is not behind gets each by itself and at once.
 */
final class Inbox {

    private static final int FULL_FRAMES = 4_096;
    private static final int FULL_CHARACTERS = 8 << 20;
    private static final int LOW = 4;

    private final Supplier<Exchange> exchanges;
    private final Deque<Happening> waiting = new ArrayDeque<>();
    private int frames;
    private long characters;

    Inbox(Supplier<Exchange> exchanges) {
        this.exchanges = exchanges;
    }

    /** @return whether there is one more to {@link #take}; false for a frame that has joined those before it */
    synchronized boolean add(VertxWebsocketEvent event, @Nullable String text) {
        frames++;
        if (text != null) characters += text.length();
        Happening last = waiting.peekLast();
        if (event == VertxWebsocketEvent.MESSAGE && text != null && last != null && last.takesMore()) {
            last.add(text);
            return false;
        }
        waiting.add(new Happening(event, text, exchanges.get()));
        return true;
    }

    /** The oldest, from then on closed; as often as {@link #add} has said so. */
    synchronized Happening take() {
        return waiting.remove();
    }

    /** It has been handled. */
    synchronized void done(Happening handled) {
        frames -= handled.frames();
        characters -= handled.characters();
    }

    synchronized boolean isFull() {
        return frames >= FULL_FRAMES || characters >= FULL_CHARACTERS;
    }

    /** So little that more may come. */
    synchronized boolean isLow() {
        return frames <= FULL_FRAMES / LOW && characters <= FULL_CHARACTERS / LOW;
    }

    /** Not handled, or being handled. */
    synchronized int size() {
        return frames;
    }
}
