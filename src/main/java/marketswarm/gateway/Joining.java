package marketswarm.gateway;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import marketswarm.redis.Position;
import org.jspecify.annotations.Nullable;

/**
 * A connection between its arrival and its first event. Live events are held from the moment it arrives, while what lies
 * behind that moment is read; then both are joined without gap or duplicate.
 */
final class Joining {

    private final Subscriber subscriber;
    private final List<Message> held = new ArrayList<>();
    private @Nullable Opening opening;

    Joining(Subscriber subscriber) {
        this.subscriber = subscriber;
    }

    Subscriber subscriber() {
        return subscriber;
    }

    void hold(List<Message> batch) {
        batch.stream().filter(subscriber.topics()::match).forEach(held::add);
    }

    void opened(Opening read) {
        this.opening = read;
    }

    boolean settled(Position at) {
        return opening != null && at.covers(opening.settledAt());
    }

    /** Writes hello, the opening and what was held; from here on the subscriber is live. */
    void finish(Position at, Greeting greeting) {
        if (opening == null) throw new IllegalStateException("gateway: a connection was opened before it was read");
        Opening read = opening;
        held.removeIf(read::contains);
        if (read instanceof Opening.Fresh fresh) fresh(fresh, at, greeting);
        else resumed((Opening.Resumed) read, greeting);
    }

    private void fresh(Opening.Fresh fresh, Position at, Greeting greeting) {
        List<SseEvent> events = new ArrayList<>();
        events.add(greeting.hello(subscriber.topics(), false).withId(at.toString()));
        fresh.gap().ifPresent(gap -> events.add(new SseEvent(null, "gap", gap)));
        int first = events.size();
        events.addAll(fresh.state());
        held.forEach(message -> events.add(
                new SseEvent(null, message.event().name(), message.event().data())));
        // until the last of them has arrived, coming back means to start anew
        if (events.size() - first > 1) events.set(first, events.get(first).withId(Openings.NOTHING_YET));
        if (events.size() > first)
            events.set(events.size() - 1, events.get(events.size() - 1).withId(at.toString()));
        send(events);
    }

    private void resumed(Opening.Resumed resumed, Greeting greeting) {
        List<SseEvent> events = new ArrayList<>();
        events.add(
                greeting.hello(subscriber.topics(), true).withId(resumed.from().toString()));
        List<Message> missed = new ArrayList<>(resumed.missed());
        missed.removeIf(message -> !subscriber.topics().match(message));
        missed.addAll(held);
        (subscriber.capped() ? newest(missed) : missed).forEach(message -> events.add(message.event()));
        String last = missed.isEmpty()
                ? resumed.from().toString()
                : missed.get(missed.size() - 1).at().toString();
        resumed.state().forEach(event -> events.add(event.withId(last)));
        send(events);
    }

    private static List<Message> newest(List<Message> messages) {
        Map<String, Message> newest = new LinkedHashMap<>();
        for (Message message : messages) {
            String key = message.latest() ? message.subject() : message.at() + message.subject();
            newest.remove(key);
            newest.put(key, message);
        }
        return List.copyOf(newest.values());
    }

    private void send(List<SseEvent> events) {
        Buffer bytes = Buffer.buffer();
        events.forEach(event -> bytes.appendBytes(event.encode()));
        subscriber.send(bytes, events.size());
    }
}
