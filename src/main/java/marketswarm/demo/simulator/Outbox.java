package marketswarm.demo.simulator;

import io.vertx.core.http.ServerWebSocket;
import java.util.ArrayList;
import java.util.List;

/** What one socket is told: elements are put into frames, and a reader that does not keep up is cut off. */
final class Outbox {

    private static final int MOST_CHARACTERS_OF_A_FRAME = 900_000;

    private final ServerWebSocket socket;
    private final Wire wire;
    private final SwitchBoard board;
    private final Counters counters;
    private final StringBuilder frame = new StringBuilder();
    private final List<Encoded> inFrame = new ArrayList<>();
    private boolean silent;

    Outbox(ServerWebSocket socket, SwitchBoard board, Counters counters) {
        this.socket = socket;
        this.wire = new Wire(socket);
        this.board = board;
        this.counters = counters;
    }

    Wire wire() {
        return wire;
    }

    boolean isSilent() {
        return silent;
    }

    /** For the next frame. */
    void add(Encoded element) {
        if (silent) return;
        append(element.json());
        inFrame.add(element);
    }

    /** Answers to one command, together, one by one, or in the next frame of data; no answer is no frame. */
    void answer(List<String> elements) {
        if (silent) return;
        var manner = board.now().acknowledgements();
        if (manner != Switches.Acknowledgements.MIXED) flush();
        for (String element : elements) {
            append(element);
            if (manner == Switches.Acknowledgements.ONE_PER_FRAME) flush();
        }
        if (manner == Switches.Acknowledgements.BATCHED) flush();
    }

    /** Alone in its frame. */
    void say(String element) {
        flush();
        append(element);
        flush();
    }

    /** As it is, whatever it is. */
    void raw(String text) {
        if (silent) return;
        flush();
        socket.writeFinalTextFrame(text);
        counters.frame(text.length());
    }

    void flush() {
        if (silent || frame.isEmpty()) return;
        if (cutOffIfSlow()) return;
        socket.writeFinalTextFrame(frame.append(']').toString());
        counters.frame(frame.length());
        inFrame.forEach(element -> element.count(counters));
        clear();
    }

    /** The last words, after which TCP ends without a close frame. */
    void sayAndDrop(String element) {
        if (silent) return;
        silent = true;
        socket.writeFinalTextFrame('[' + element + ']').onComplete(written -> wire.drop());
    }

    /** Says nothing and hears nothing, and keeps TCP open. */
    void freeze() {
        silent = true;
        clear();
        wire.deafen();
    }

    void wake() {
        silent = false;
        wire.listen();
    }

    /** Ends the conversation with a reader that leaves too much unread; whether it has. */
    boolean cutOffIfSlow() {
        if (wire.unsent() <= board.now().slowReaderBytes()) return false;
        cutOff();
        return true;
    }

    private void cutOff() {
        silent = true;
        clear();
        counters.happened("cut_off_as_slow");
        int code = board.now().slowReaderClose();
        if (code == 0) wire.drop();
        else socket.close((short) code);
    }

    private void append(String element) {
        if (silent) return;
        if (frame.length() + element.length() > MOST_CHARACTERS_OF_A_FRAME) flush();
        frame.append(frame.isEmpty() ? '[' : ',').append(element);
    }

    private void clear() {
        frame.setLength(0);
        inFrame.clear();
    }
}
