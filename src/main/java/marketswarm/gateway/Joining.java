package marketswarm.gateway;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import marketswarm.redis.Position;
import org.jspecify.annotations.Nullable;

/**
 * A connection between its arrival, or a change of its topics, and its next live event. Live events are held from that
 * moment on, while what lies behind it is read; then both are joined without gap or duplicate.
 */
final class Joining {

    private final Subscriber subscriber;
    private final @Nullable Topics had;
    private final List<Message> held = new ArrayList<>();
    private boolean begun;
    private @Nullable Opening opening;

    /** @param had the topics of which it gets everything already; absent when it is new */
    Joining(Subscriber subscriber, @Nullable Topics had) {
        this.subscriber = subscriber;
        this.had = had;
    }

    Subscriber subscriber() {
        return subscriber;
    }

    /** From here on live events are held, for the reading that begins now covers only what was before. */
    void begin() {
        begun = true;
    }

    void hold(Bundle bundle) {
        if (begun) held.addAll(bundle.messages());
    }

    void opened(Opening read) {
        this.opening = read;
    }

    boolean settled(Position at) {
        return opening != null && at.covers(opening.settledAt());
    }

    /**
     * Writes hello, the opening and what was held; from here on the subscriber is live.
     *
     * @return false when more waits than may
     */
    boolean finish(Position at, Greeting greeting) {
        if (opening == null) throw new IllegalStateException("gateway: a connection was opened before it was read");
        Opening read = opening;
        held.removeIf(message -> read.contains(message) && (had == null || !had.match(message)));
        if (read instanceof Opening.Resumed resumed) {
            resumed(resumed, greeting);
            return true;
        }
        if (had != null) return changed((Opening.Fresh) read, greeting);
        fresh((Opening.Fresh) read, at, greeting);
        return true;
    }

    private void fresh(Opening.Fresh fresh, Position at, Greeting greeting) {
        List<SseEvent> first = new ArrayList<>();
        first.add(greeting.hello(subscriber, false).withId(at.toString()));
        fresh.gap().ifPresent(gap -> first.add(new SseEvent(null, "gap", gap)));
        send(first);
        subscriber.send(fresh.head(), fresh.events());
        List<SseEvent> rest = new ArrayList<>();
        if (fresh.last() != null) rest.add(fresh.last());
        held.forEach(message -> rest.add(message.event().withId(null)));
        // until the last of them has arrived, coming back means to start anew
        if (fresh.events() == 0 && rest.size() > 1) rest.set(0, rest.get(0).withId(Openings.NOTHING_YET));
        if (!rest.isEmpty()) rest.set(rest.size() - 1, rest.get(rest.size() - 1).withId(at.toString()));
        send(rest);
    }

    /** The state has no ids: a browser that is cut off in the middle comes back by its old address anyway. */
    private boolean changed(Opening.Fresh fresh, Greeting greeting) {
        send(List.of(greeting.topics(subscriber)));
        subscriber.send(fresh.head(), fresh.events());
        if (fresh.last() != null) send(List.of(fresh.last()));
        try (Bundle bundle = Bundle.of(held, subscriber.topics())) {
            return subscriber.take(bundle);
        }
    }

    private void resumed(Opening.Resumed resumed, Greeting greeting) {
        send(List.of(greeting.hello(subscriber, true).withId(resumed.from().toString())));
        List<Message> missed = new ArrayList<>(resumed.missed());
        missed.removeIf(message -> !subscriber.topics().match(message));
        missed.addAll(held);
        subscriber.sendMissed(missed);
        String last = missed.isEmpty()
                ? resumed.from().toString()
                : missed.get(missed.size() - 1).at().toString();
        send(resumed.state().stream().map(event -> event.withId(last)).toList());
    }

    private void send(List<SseEvent> events) {
        Buffer bytes = Buffer.buffer();
        events.forEach(event -> bytes.appendBytes(event.encode()));
        subscriber.send(bytes, events.size());
    }
}
