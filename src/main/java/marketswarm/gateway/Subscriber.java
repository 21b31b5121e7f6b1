package marketswarm.gateway;

import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * One connection, used on the hub's event loop only. While its socket takes what it is given, it gets everything. While
 * the socket is full, only the newest tick and snapshot of each symbol wait, and the tick says how many it stands for;
 * news, analyses and events all wait, and when too many do, the connection is closed, to be resumed by cursor. What waits
 * goes out in order, as much at a time as the socket takes, so that the last id that a browser has seen always covers
 * everything before it.
 */
final class Subscriber {

    /** News, analyses and events that may wait. */
    static final int QUEUE_LIMIT = 1_000;

    /** What is written at once of what waits. */
    private static final int PIECE = 16 * 1024;

    private final String id;
    private final long beatMs;
    private final Outlet out;
    private final Runnable hangUp;
    private final Counters counters;
    private final Waiting waiting = new Waiting();
    private Topics topics;
    private long lastBeatMs;
    private boolean ended;

    /**
     * @param id by which the reader may speak of this connection; nobody else can guess it
     * @param beatMs a rate cap: what comes in goes out together, at most once in so many milliseconds; 0 for no cap
     * @param hangUp cuts the connection when the goodbye does not get through
     */
    Subscriber(String id, Topics topics, long beatMs, Outlet out, Runnable hangUp, Counters counters) {
        this.id = id;
        this.topics = topics;
        this.beatMs = beatMs;
        this.out = out;
        this.hangUp = hangUp;
        this.counters = counters;
        out.whenDrained(() -> {
            if (beatMs == 0) flush();
        });
    }

    String id() {
        return id;
    }

    Topics topics() {
        return topics;
    }

    /** Wants something else from now on; what waits still goes out. */
    void change(Topics other) {
        topics = other;
    }

    boolean capped() {
        return beatMs > 0;
    }

    /**
     * Writes it, or lets it wait.
     *
     * @return false when more waits than may
     */
    boolean take(Bundle bundle) {
        if (bundle.messages().isEmpty()) return true;
        if (flowing()) send(bundle.chunk(), bundle.messages().size());
        else queue(bundle.messages());
        return waiting.kept() <= QUEUE_LIMIT;
    }

    private boolean flowing() {
        return beatMs == 0 && waiting.isEmpty() && !out.isFull();
    }

    /** Bytes that go to others as well. */
    void send(Chunk chunk, int events) {
        if (ended || chunk.length() == 0) return;
        count(chunk.length(), events);
        out.write(chunk);
    }

    void send(Buffer bytes, int events) {
        if (ended || bytes.length() == 0) return;
        count(bytes.length(), events);
        out.write(bytes);
    }

    private void count(int bytes, int events) {
        counters.events.add(events);
        counters.bytes.add(bytes);
    }

    private void queue(List<Message> messages) {
        for (Message message : messages) if (waiting.add(message)) counters.conflated.increment();
    }

    /** Writes what came while the reader was away; with a rate cap, the newest of what would have waited. */
    void sendMissed(List<Message> messages) {
        Buffer bytes = Buffer.buffer();
        if (capped()) {
            queue(messages);
            int events = waiting.moveTo(bytes, Integer.MAX_VALUE);
            send(bytes, events);
        } else {
            messages.forEach(message -> message.appendTo(bytes, 0));
            send(bytes, messages.size());
        }
    }

    /** Writes what waits, if the rate cap and the socket allow it. */
    void beat(long nowMs) {
        if (waiting.isEmpty() || nowMs - lastBeatMs < beatMs) return;
        lastBeatMs = nowMs;
        flush();
    }

    private void flush() {
        while (!waiting.isEmpty() && !out.isFull() && !ended) piece();
    }

    private void piece() {
        Buffer bytes = Buffer.buffer();
        int events = waiting.moveTo(bytes, PIECE);
        send(bytes, events);
    }

    /** Says goodbye, ends the stream, and makes sure that it ends. */
    void bye(String reason, long retryMs) {
        if (ended) return;
        SseEvent bye = new SseEvent(null, "bye", "{\"reason\":\"" + reason + "\",\"retry_ms\":" + retryMs + "}");
        send(Buffer.buffer(SseEvent.retry(retryMs)).appendBytes(bye.encode()), 1);
        ended = true;
        out.end();
        hangUp.run();
    }

    /** Nothing more is written; the connection is gone. */
    void gone() {
        ended = true;
        waiting.clear();
    }
}
