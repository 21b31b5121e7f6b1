package marketswarm.gateway;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One connection, used on the hub's event loop only. While its socket takes what it is given, it gets everything. While
 * the socket is full, only the newest tick and snapshot of each symbol wait; news, analyses and events all wait, and
 * when too many do, the connection is closed, to be resumed by cursor. What waits goes out together and in order, so
 * that the last id that a browser has seen always covers everything before it.
 */
final class Subscriber {

    /** News, analyses and events that may wait. */
    static final int QUEUE_LIMIT = 1_000;

    private final Topics topics;
    private final long beatMs;
    private final WriteStream<Buffer> out;
    private final Runnable hangUp;
    private final Counters counters;
    private final Map<String, Message> waiting = new LinkedHashMap<>();
    private long queued;
    private long lastBeatMs;
    private boolean ended;

    /**
     * @param beatMs a rate cap: what comes in goes out together, at most once in so many milliseconds; 0 for no cap
     * @param hangUp cuts the connection when the goodbye does not get through
     */
    Subscriber(Topics topics, long beatMs, WriteStream<Buffer> out, Runnable hangUp, Counters counters) {
        this.topics = topics;
        this.beatMs = beatMs;
        this.out = out;
        this.hangUp = hangUp;
        this.counters = counters;
        out.drainHandler(drained -> {
            if (beatMs == 0) flush();
        });
    }

    /** The same events in one buffer, made once for all subscribers of the same topics. */
    record Bundle(Buffer bytes, int events) {

        static Bundle of(List<Message> batch, Topics topics) {
            Buffer bytes = Buffer.buffer();
            int events = 0;
            for (Message message : batch) {
                if (!topics.match(message)) continue;
                bytes.appendBuffer(message.bytes());
                events++;
            }
            return new Bundle(bytes, events);
        }
    }

    Topics topics() {
        return topics;
    }

    boolean capped() {
        return beatMs > 0;
    }

    /** True when a bundle can be written as it is. */
    boolean flowing() {
        return beatMs == 0 && waiting.isEmpty() && !out.writeQueueFull();
    }

    void write(Bundle bundle) {
        if (bundle.events() == 0) return;
        send(bundle.bytes(), bundle.events());
    }

    void send(Buffer bytes, int events) {
        if (ended) return;
        counters.events.add(events);
        counters.bytes.add(bytes.length());
        out.write(bytes);
    }

    /** @return false when more waits than may */
    boolean queue(List<Message> batch) {
        for (Message message : batch) {
            if (topics.match(message)) queue(message);
        }
        return queued <= QUEUE_LIMIT;
    }

    private void queue(Message message) {
        if (!message.latest()) {
            queued++;
            waiting.put(message.at() + message.subject(), message);
            return;
        }
        // behind everything that waits: ids never go back
        if (waiting.remove(message.subject()) != null) counters.conflated.increment();
        waiting.put(message.subject(), message);
    }

    /** Writes what waits, if the rate cap and the socket allow it. */
    void beat(long nowMs) {
        if (waiting.isEmpty() || out.writeQueueFull() || nowMs - lastBeatMs < beatMs) return;
        lastBeatMs = nowMs;
        flush();
    }

    private void flush() {
        if (waiting.isEmpty()) return;
        Buffer bytes = Buffer.buffer();
        waiting.values().forEach(message -> bytes.appendBuffer(message.bytes()));
        int events = waiting.size();
        waiting.clear();
        queued = 0;
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
