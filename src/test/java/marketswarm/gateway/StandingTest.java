package marketswarm.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import marketswarm.redis.Json;
import marketswarm.testing.RealRedis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.StreamEntryID;

/** What a reader must know although it happened long ago. */
class StandingTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @Test
    void a_new_reader_is_told_which_markets_are_closed_and_what_is_halted_however_long_ago() throws Exception {
        event("market.status", "stocks", "{\"status\":\"open\"}");
        event("market.status", "crypto", "{\"status\":\"open\"}");
        event("market.status", "stocks", "{\"status\":\"closed\"}");
        event("halt", "AAPL", "{}");
        event("halt", "MSFT", "{}");
        event("resume", "MSFT", "{}");
        for (int i = 0; i < 60; i++) event("move.sharp", "S" + i, "{}");

        try (RunningGateway gateway = new RunningGateway(redis.client(), 10, List.of())) {
            assertThat(opening(gateway, 54))
                    .startsWith(
                            "market.status crypto open", "market.status stocks closed", "halt AAPL ", "resume MSFT ")
                    .contains("move.sharp S10 ", "move.sharp S59 ")
                    .doesNotContain("move.sharp S9 ", "market.status stocks open", "halt MSFT ");

            event("resume", "AAPL", "{}");
            for (int i = 0; i < 60; i++) event("volume.spike", "S" + i, "{}");

            assertThat(opening(gateway, 54)).contains("resume AAPL ").doesNotContain("halt AAPL ");
        }
    }

    private static List<String> opening(RunningGateway gateway, int events) throws Exception {
        List<String> told = new ArrayList<>();
        try (SseReader reader = new SseReader(gateway.request("/sse?topics=events"))) {
            for (int i = 0; i < events; i++) {
                JsonNode event = Json.read(reader.next("event").data(), JsonNode.class);
                told.add(
                        event.path("type").asText() + " " + event.path("symbol").asText() + " "
                                + event.path("data").path("status").asText());
            }
        }
        return told;
    }

    private static void event(String type, String symbol, String data) {
        redis.client()
                .xadd("events:market", StreamEntryID.NEW_ENTRY, Map.of("type", type, "symbol", symbol, "data", data));
    }
}
