package marketswarm.demo.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import marketswarm.redis.Json;
import org.junit.jupiter.api.Test;

class NewsroomListingsTest {

    @Test
    void the_sample_news_speak_of_what_the_simulator_lists() throws Exception {
        List<String> symbols = new ArrayList<>();
        try (InputStream file = getClass().getResourceAsStream("/demo/newsroom.json")) {
            JsonNode newsroom = Json.MAPPER.readTree(Objects.requireNonNull(file));
            for (String kind : List.of("companies", "funds", "energy", "coins")) {
                newsroom.path(kind)
                        .forEach(listed -> symbols.add(listed.path("symbol").asText()));
            }
        }

        assertThat(symbols)
                .hasSizeGreaterThan(10)
                .allSatisfy(symbol -> assertThat(Listings.find(symbol)).isPresent());
    }
}
