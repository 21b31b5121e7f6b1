package marketswarm.demo.simulator;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An element of a frame that becomes JSON once, and only when somebody wants it. */
final class Encoded {

    private final Topic topic;
    private final String name;
    private final String wildcard;
    private final Kind kind;
    private final Supplier<String> writer;
    private @Nullable String json;

    /** How it counts: as an event, as one that was there before, or not at all. */
    enum Kind {
        EVENT,
        REPEAT,
        NOISE
    }

    private Encoded(Topic topic, String name, Kind kind, Supplier<String> writer) {
        this.topic = topic;
        this.name = name;
        this.wildcard = topic.channel() + ".*";
        this.kind = kind;
        this.writer = writer;
    }

    static Encoded of(Print print, Switches switches) {
        Topic topic = Topic.of(print);
        String name = topic.channel() + '.' + print.listing().socketSymbol();
        return new Encoded(topic, name, Kind.EVENT, () -> SocketJson.of(print, switches));
    }

    /** @param name of the topic as the socket spells it */
    static Encoded of(Topic topic, String name, String json) {
        return new Encoded(topic, name, Kind.EVENT, () -> json);
    }

    Encoded again() {
        return new Encoded(topic, name, Kind.REPEAT, this::json);
    }

    /** Whoever gets this one gets that one too. */
    Encoded noise(String element) {
        return new Encoded(topic, name, Kind.NOISE, () -> element);
    }

    /** Into which cluster it goes and where it counts. */
    Topic topic() {
        return topic;
    }

    /** As the socket spells it: {@code XT.BTC-USD}. */
    String name() {
        return name;
    }

    String wildcard() {
        return wildcard;
    }

    void count(Counters counters) {
        if (kind == Kind.NOISE) return;
        Counters.Tally tally = counters.of(topic);
        tally.sent(1);
        if (kind == Kind.REPEAT) tally.repeated();
    }

    String json() {
        if (json == null) json = writer.get();
        return json;
    }
}
