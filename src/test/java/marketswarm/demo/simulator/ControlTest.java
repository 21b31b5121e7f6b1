package marketswarm.demo.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import marketswarm.redis.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlTest {

    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    private Simulator simulator;
    private ControlClient control;

    @BeforeEach
    void start() {
        simulator = Simulator.start(Options.defaults().withHistory(A_MINUTE).withTicksPerSecond(40));
        control = new ControlClient(simulator);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void tells_what_it_can_do() throws Exception {
        assertThat(control.json("/control/").path("requests").has("POST /control/drop"))
                .isTrue();
        assertThat(control.json("/control")).isEqualTo(control.json("/control/"));
        assertThat(control.json("/control/switches").path("acknowledgements").asText())
                .isEqualTo("batched");
    }

    @Test
    void changes_only_the_switches_that_are_named() throws Exception {
        JsonNode before = control.json("/control/switches");

        control.turn("{\"rest_lag_ms\": 250}");

        JsonNode after = control.json("/control/switches");
        assertThat(after.path("rest_lag_ms").asInt()).isEqualTo(250);
        ((ObjectNode) after).set("rest_lag_ms", before.get("rest_lag_ms"));
        assertThat(after).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"duplicate\": 0.1}|there is no duplicate; there are victim",
                "{\"duplicates\": 2}|duplicates must be between 0 and 1",
                "{\"victim\": \"me\"}|oldest",
                "{\"market_status\": \"ajar\"}|market_status must be open",
                "[]|expected a JSON object",
                "nonsense|not JSON"
            })
    void says_what_is_wrong_with_a_switch_and_changes_nothing(String change, String complaint) throws Exception {
        JsonNode before = control.json("/control/switches");

        HttpResponse<String> answer = control.send("PUT", "/control/switches", change);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Json.read(answer.body(), JsonNode.class).path("error").asText())
                .contains(complaint);
        assertThat(control.json("/control/switches")).isEqualTo(before);
    }

    @Test
    void counts_exactly_what_a_client_has_received() throws Exception {
        Map<String, Long> received = new HashMap<>();
        try (var client = SocketClient.in(simulator, "stocks")) {
            client.subscribe("T.AAPL,Q.MSFT,A.*");
            for (int events = 0; events < 300; ) events += count(client.next(), received);
            control.turn("{\"paused\": true}");
            await().atMost(A_MINUTE)
                    .pollInterval(Duration.ofMillis(300))
                    .until(() -> !moves(client, received) && sent("T", "AAPL") == received.getOrDefault("T.AAPL", 0L));

            assertThat(sent("Q", "MSFT")).isEqualTo(received.get("Q.MSFT"));
            assertThat(sent("A", "SPY")).isEqualTo(received.getOrDefault("A.SPY", 0L));
            assertThat(simulator.counters().at("/topics/stocks/T/AAPL/printed").asLong())
                    .isGreaterThanOrEqualTo(sent("T", "AAPL"));
        }
    }

    @Test
    void starts_to_count_again() throws Exception {
        assertThat(control.send("DELETE", "/control/counters", "").statusCode()).isEqualTo(200);
        assertThat(control.json("/control/counters").path("rest")).isEmpty();
    }

    @Test
    void takes_new_keys_and_takes_them_away() throws Exception {
        control.send("PUT", "/control/keys", "{\"guest\": {\"clusters\": [\"crypto\"]}}");
        try (var client = SocketClient.in(simulator, "crypto", "guest")) {
            assertThat(client.closed).isNotDone();
        }

        control.send("PUT", "/control/keys", "{\"guest\": null}");

        assertThat(control.json("/control/keys").has("guest")).isFalse();
    }

    @Test
    void shows_who_is_connected() throws Exception {
        try (var client = SocketClient.in(simulator, "forex")) {
            client.subscribe("C.EUR/USD");
            client.messagesUntil("subscribed to: C.EUR/USD");

            JsonNode connection = control.json("/control/connections").get(0);

            assertThat(connection.path("cluster").asText()).isEqualTo("forex");
            assertThat(connection.path("topics").get(0).asText()).isEqualTo("C.EUR/USD");
        }
    }

    @ParameterizedTest
    @CsvSource({"/control/drop, 1006", "/control/close?code=1001, 1001", "/control/restart, 1006"})
    void ends_sockets_in_the_way_that_was_asked_for(String path, int code) throws Exception {
        try (var client = SocketClient.in(simulator, "stocks")) {
            control.send("POST", path, "");

            assertThat(client.closeCode()).isEqualTo(code);
        }
    }

    @Test
    void serves_nobody_during_a_restart_and_everybody_after_it() throws Exception {
        control.send("POST", "/control/restart?down_ms=86400000", "");

        assertThat(catchThrowable(() -> control.get("/v1/marketstatus/now?apiKey=demo")))
                .isInstanceOf(IOException.class);
        assertThat(catchThrowable(() -> new SocketClient(simulator.wsUrl("stocks"))))
                .isInstanceOf(IOException.class);

        control.send("POST", "/control/restart", "");
        try (var client = SocketClient.in(simulator, "stocks")) {
            assertThat(client.closed).isNotDone();
        }
    }

    @Test
    void wakes_what_was_half_open() throws Exception {
        try (var client = SocketClient.in(simulator, "stocks")) {
            control.send("POST", "/control/half-open", "");
            client.subscribe("T.*");
            control.send("POST", "/control/wake", "");

            assertThat(client.event("T").path("p").decimalValue()).isPositive();
        }
    }

    @Test
    void sends_whatever_is_injected() throws Exception {
        try (var client = SocketClient.in(simulator, "stocks")) {
            control.send("POST", "/control/inject/stocks", "[{\"ev\":\"T\",\"sym\":");

            client.expect("[{\"ev\":\"T\",\"sym\":");
        }
    }

    private boolean moves(SocketClient client, Map<String, Long> received) {
        boolean any = false;
        for (String frame = client.frames.poll(); frame != null; frame = client.frames.poll()) {
            count(frame, received);
            any = true;
        }
        return any;
    }

    private static int count(String frame, Map<String, Long> received) {
        int events = 0;
        for (JsonNode element : Json.read(frame, JsonNode.class)) {
            if (element.path("ev").asText().equals("status")) continue;
            received.merge(
                    element.path("ev").asText() + "." + element.path("sym").asText(), 1L, Long::sum);
            events++;
        }
        return events;
    }

    private long sent(String channel, String symbol) {
        return simulator
                .counters()
                .at("/topics/stocks/" + channel + "/" + symbol + "/sent")
                .asLong();
    }
}
