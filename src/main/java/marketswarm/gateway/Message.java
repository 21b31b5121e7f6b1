package marketswarm.gateway;

import io.vertx.core.buffer.Buffer;
import marketswarm.redis.Position;

/**
 * One live event, encoded once for everybody.
 *
 * @param at the cursor after it
 * @param topic what a subscriber asks for to get it, for example {@code tick:AAPL}
 * @param anyTopic the same for all symbols: {@code tick:*}; for topics without symbols equal to the topic
 * @param subject what it is about, for example {@code tick:AAPL} or {@code news:<uid>}
 * @param latest true when a newer one on the subject makes this one needless
 */
record Message(
        Position at, String topic, String anyTopic, String subject, boolean latest, SseEvent event, Buffer bytes) {

    static Message tick(Position at, String symbol, String json) {
        return latest(at, Topics.TICK, symbol, json);
    }

    static Message snapshot(Position at, String symbol, String json) {
        return latest(at, Topics.SNAPSHOT, symbol, json);
    }

    static Message news(Position at, String uid, String json) {
        return of(at, Topics.NEWS, "news:" + uid, false, "news", json);
    }

    static Message analysis(Position at, String uid, String json) {
        return of(at, Topics.ANALYSIS, "analysis:" + uid, false, "analysis", json);
    }

    static Message event(Position at, String json) {
        return of(at, Topics.EVENTS, Topics.EVENTS, false, "event", json);
    }

    static Message mesh(Position at, String service, String json) {
        return of(at, Topics.MESH, "mesh:" + service, true, "mesh", json);
    }

    /** Goes to everybody, with a comment before it for proxies that look for one. */
    static Message heartbeat(Position at, long serverMs) {
        SseEvent event = new SseEvent(at.toString(), "heartbeat", "{\"server_ms\":" + serverMs + "}");
        Buffer bytes = Buffer.buffer(SseEvent.comment("heartbeat")).appendBytes(event.encode());
        return new Message(at, Topics.EVERYBODY, Topics.EVERYBODY, Topics.EVERYBODY, true, event, bytes);
    }

    private static Message latest(Position at, String kind, String symbol, String json) {
        String topic = kind + ":" + symbol;
        SseEvent event = new SseEvent(at.toString(), kind, json);
        return new Message(at, topic, kind + ":*", topic, true, event, Buffer.buffer(event.encode()));
    }

    private static Message of(Position at, String topic, String subject, boolean latest, String name, String json) {
        SseEvent event = new SseEvent(at.toString(), name, json);
        return new Message(at, topic, topic, subject, latest, event, Buffer.buffer(event.encode()));
    }
}
