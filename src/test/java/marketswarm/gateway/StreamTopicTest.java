package marketswarm.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import marketswarm.redis.Keys;
import marketswarm.redis.StreamEntry;
import org.junit.jupiter.api.Test;

class StreamTopicTest {

    private static final Map<String, String> DOCUMENTS =
            Map.of("u1", "{\"title\":\"t\",\"content_text\":\"long\"}", "u2", "[]");

    @Test
    void a_topic_is_found_by_its_stream() {
        assertThat(StreamTopic.ofStream("rss:queue")).contains(StreamTopic.NEWS);
        assertThat(StreamTopic.ofStream("events:analysis")).contains(StreamTopic.ANALYSIS);
        assertThat(StreamTopic.ofStream("events:briefings")).contains(StreamTopic.BRIEFINGS);
        assertThat(StreamTopic.ofStream("events:market")).contains(StreamTopic.EVENTS);
        assertThat(StreamTopic.ofStream("log:errors:stream")).isEmpty();
    }

    @Test
    void news_and_analyses_are_documents_and_each_is_a_subject_of_its_own() {
        assertThat(StreamTopic.NEWS.document()).contains(Keys.ITEM);
        assertThat(StreamTopic.NEWS.payload(entry("u1"), DOCUMENTS)).contains("{\"title\":\"t\"}");
        assertThat(StreamTopic.NEWS.payload(entry("u2"), DOCUMENTS)).isEmpty();
        assertThat(StreamTopic.NEWS.payload(entry("u3"), DOCUMENTS)).isEmpty();
        assertThat(StreamTopic.ANALYSIS.event()).isEqualTo("analysis");
        assertThat(StreamTopic.ANALYSIS.subject("u1")).isEqualTo("analysis:u1");
    }

    @Test
    void an_event_of_the_market_is_its_entry() {
        assertThat(StreamTopic.EVENTS.document()).isEmpty();
        assertThat(StreamTopic.EVENTS.payload(entry("u1"), DOCUMENTS)).contains("{\"uid\":\"u1\"}");
        assertThat(StreamTopic.EVENTS.subject("u1")).isEqualTo("events");
        assertThat(StreamTopic.EVENTS.event()).isEqualTo("event");
        assertThat(StreamTopic.uid(new StreamEntry("k", "1-0", Map.of()))).isEmpty();
    }

    private static StreamEntry entry(String uid) {
        return new StreamEntry("rss:queue", "1-0", Map.of("uid", uid));
    }
}
