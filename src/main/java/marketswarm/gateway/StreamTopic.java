package marketswarm.gateway;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import marketswarm.redis.Keys;
import marketswarm.redis.StreamEntry;
import marketswarm.redis.WorkUnit;
import org.jspecify.annotations.Nullable;

/** The topics that are one stream each. One line a topic, and the stream's name in {@code GatewayRoutes}. */
enum StreamTopic {
    NEWS("news", "news", Keys.QUEUE, Keys.ITEM),
    ANALYSIS("analysis", "analysis", Keys.ANALYSIS_EVENTS, Keys.ANALYSIS),
    BRIEFINGS("briefings", "briefing", Keys.BRIEFING_EVENTS, null),
    EVENTS("events", "event", Keys.MARKET_EVENTS, null);

    private final String topic;
    private final String event;
    private final Keys stream;
    private final @Nullable Keys document;

    /**
     * @param topic what is asked for
     * @param event the name of its events
     * @param document what an entry names by its uid; absent where the entry itself is the event
     */
    StreamTopic(String topic, String event, Keys stream, @Nullable Keys document) {
        this.topic = topic;
        this.event = event;
        this.stream = stream;
        this.document = document;
    }

    static Optional<StreamTopic> ofStream(String key) {
        return Arrays.stream(values())
                .filter(one -> one.stream.key().equals(key))
                .findFirst();
    }

    static List<String> names() {
        return Arrays.stream(values()).map(StreamTopic::topic).toList();
    }

    String topic() {
        return topic;
    }

    String event() {
        return event;
    }

    String stream() {
        return stream.key();
    }

    Optional<Keys> document() {
        return Optional.ofNullable(document);
    }

    /** What an event of this topic is about. */
    String subject(String uid) {
        return document == null ? topic : topic + ":" + uid;
    }

    /** @param documents by uid; empty when the entry's own has expired or is no object, or tells nothing new */
    Optional<String> payload(StreamEntry entry, Map<String, String> documents) {
        if (document == null) return Optional.of(Payloads.event(entry.fields()));
        if (this == NEWS && WorkUnit.isBack(entry.fields())) return Optional.empty();
        return Optional.ofNullable(documents.get(uid(entry))).flatMap(Payloads::document);
    }

    static String uid(StreamEntry entry) {
        return entry.fields().getOrDefault("uid", "");
    }
}
