package marketswarm.gateway;

import io.vertx.core.buffer.Buffer;
import marketswarm.redis.Position;

/**
 * One live event, encoded once for everybody.
 *
 * @param at the cursor after it
 * @param topic what a subscriber asks for to get it, for example {@code tick:AAPL}
 * @param subject what it is about, for example {@code tick:AAPL} or {@code news:<uid>}
 * @param latest true when a newer one on the subject makes this one needless
 */
record Message(Position at, String topic, String subject, boolean latest, SseEvent event, Buffer bytes) {

    private static final String OBJECT_END = "}\n\n";

    static Message tick(Position at, String symbol, String json) {
        return of(at, Topics.TICK + symbol, Topics.TICK + symbol, true, "tick", json);
    }

    static Message snapshot(Position at, String symbol, String json) {
        return of(at, Topics.SNAPSHOT + symbol, Topics.SNAPSHOT + symbol, true, "snapshot", json);
    }

    /** @param uid of the document; of no matter where the topic has none */
    static Message of(StreamTopic topic, Position at, String uid, String json) {
        return of(at, topic.topic(), topic.subject(uid), false, topic.event(), json);
    }

    static Message mesh(Position at, String service, String json) {
        return of(at, Topics.MESH, "mesh:" + service, true, "mesh", json);
    }

    /** Goes to everybody, with a comment before it for proxies that look for one. */
    static Message heartbeat(Position at, long serverMs) {
        SseEvent event = new SseEvent(at.toString(), "heartbeat", "{\"server_ms\":" + serverMs + "}");
        Buffer bytes = Buffer.buffer(SseEvent.comment("heartbeat")).appendBytes(event.encode());
        return new Message(at, Topics.EVERYBODY, Topics.EVERYBODY, true, event, bytes);
    }

    private static Message of(Position at, String topic, String subject, boolean latest, String name, String json) {
        SseEvent event = new SseEvent(at.toString(), name, json);
        return new Message(at, topic, subject, latest, event, Buffer.buffer(event.encode()));
    }

    /** @param conflated how many older ticks of its symbol it stands for; a tick says so when there are any */
    void appendTo(Buffer some, int conflated) {
        if (conflated == 0 || !isTick()) some.appendBuffer(bytes);
        else
            some.appendBuffer(bytes, 0, bytes.length() - OBJECT_END.length())
                    .appendString(",\"conflated\":" + conflated)
                    .appendString(OBJECT_END);
    }

    /** Under what it waits for a slow reader: a newer one takes the place of an older one, where that is right. */
    String slot() {
        return latest ? subject : at + subject;
    }

    /** The symbol, when it is a tick. */
    boolean isTick() {
        return topic.startsWith(Topics.TICK);
    }

    String symbol() {
        return topic.substring(topic.indexOf(':') + 1);
    }
}
