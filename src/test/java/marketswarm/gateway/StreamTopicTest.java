package marketswarm.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import marketswarm.redis.StreamEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamTopicTest {

    private static final Map<String, String> DOCUMENTS = Map.of("u1", "{\"uid\":\"u1\",\"title\":\"Rates rise\"}");

    @Test
    void an_item_in_the_queue_is_news() {
        assertThat(news(Map.of())).contains("{\"uid\":\"u1\",\"title\":\"Rates rise\"}");
    }

    @Test
    void so_is_its_revision() {
        assertThat(news(Map.of("revision", "1"))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"attempts", "waits"})
    void work_that_is_back_in_the_queue_is_no_news(String counter) {
        assertThat(news(Map.of(counter, "1"))).isEmpty();
    }

    private static Optional<String> news(Map<String, String> more) {
        Map<String, String> fields = new HashMap<>(more);
        fields.put("uid", "u1");
        return StreamTopic.NEWS.payload(new StreamEntry("rss:queue", "1-0", fields), DOCUMENTS);
    }
}
