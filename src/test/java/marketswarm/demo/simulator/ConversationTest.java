package marketswarm.demo.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConversationTest {

    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    private static final Options OPTIONS = Options.defaults()
            .withHistory(Duration.ofMinutes(1))
            .withKeys(Map.of(
                    "demo", Plan.everything(),
                    "crypto only", Plan.everything().withClusters("crypto"),
                    "no imbalances", Plan.everything().without("NOI"),
                    "single", Plan.everything().withMaxConnections(1)));

    private Simulator simulator = Simulator.start(OPTIONS);

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void greets_before_anything_was_said() throws Exception {
        try (var client = new SocketClient(simulator.wsUrl("stocks"))) {
            client.expect("[{\"ev\":\"status\",\"status\":\"connected\",\"message\":\"Connected Successfully\"}]");
        }
    }

    @Test
    void answers_commands_that_were_sent_before_the_first_reply() throws Exception {
        try (var client = new SocketClient(simulator.wsUrl("indices"))) {
            client.send("{\"action\":\"auth\",\"params\":\"demo\"}");
            client.subscribe("V.I:SPX");

            assertThat(client.messagesUntil("subscribed to: V.I:SPX"))
                    .containsExactly("Connected Successfully", "authenticated", "subscribed to: V.I:SPX");
        }
    }

    @Test
    void says_authentication_failed_and_drops_tcp_without_a_close_frame() throws Exception {
        try (var client = new SocketClient(simulator.wsUrl("stocks"))) {
            client.send("{\"action\":\"auth\",\"params\":\"wrong\"}");

            client.next();
            client.expect("[{\"ev\":\"status\",\"status\":\"auth_failed\",\"message\":\"authentication failed\"}]");
            assertThat(client.closeCode()).isEqualTo(1006);
        }
    }

    @Test
    void refuses_a_cluster_that_is_not_in_the_plan() throws Exception {
        try (var client = new SocketClient(simulator.wsUrl("stocks"))) {
            client.send("{\"action\":\"auth\",\"params\":\"crypto only\"}");

            client.next();
            client.expect("[{\"ev\":\"status\",\"status\":\"auth_failed\",\"message\":\"Your plan doesn't include "
                    + "websocket access. Visit https://massive.com/pricing to upgrade.\"}]");
            assertThat(client.closeCode()).isEqualTo(1006);
        }
    }

    @Test
    void closes_on_a_client_that_gives_no_key() throws Exception {
        restart(OPTIONS.with("{\"auth_timeout_ms\": 100}"));
        try (var client = new SocketClient(simulator.wsUrl("stocks"))) {
            assertThat(client.messagesUntil("No authentication request received."))
                    .containsExactly("Connected Successfully", "No authentication request received.");
            assertThat(client.closeCode()).isEqualTo(1000);
        }
    }

    @Test
    void acknowledges_every_name_of_a_request_in_one_frame() throws Exception {
        try (var client = SocketClient.in(simulator, "options")) {
            client.subscribe("T.O:SPY251219C00650000, Q.*");

            client.expect("[{\"ev\":\"status\",\"status\":\"success\","
                    + "\"message\":\"subscribed to: T.O:SPY251219C00650000\"},"
                    + "{\"ev\":\"status\",\"status\":\"success\",\"message\":\"subscribed to: Q.*\"}]");
        }
    }

    @Test
    void is_silent_about_unknown_channels_and_repeats_but_not_about_unknown_symbols() throws Exception {
        try (var client = SocketClient.in(simulator, "futures")) {
            client.subscribe("ZZ.ESZ4");
            client.subscribe("T.NOSUCH");
            client.subscribe("T.NOSUCH");
            client.subscribe("noise,T.LAST");

            assertThat(client.messagesUntil("subscribed to: T.LAST"))
                    .containsExactly("subscribed to: T.NOSUCH", "subscribed to: T.LAST");
        }
    }

    @Test
    void tells_of_a_channel_outside_the_plan_first_and_without_its_name() throws Exception {
        try (var client = new SocketClient(simulator.wsUrl("stocks"))) {
            client.send("{\"action\":\"auth\",\"params\":\"no imbalances\"}");
            client.subscribe("LULD.NOSUCH,NOI.AAPL");

            client.next();
            client.next();
            client.expect("[{\"ev\":\"status\",\"status\":\"error\",\"message\":\"not authorized\"},"
                    + "{\"ev\":\"status\",\"status\":\"success\",\"message\":\"subscribed to: LULD.NOSUCH\"}]");
        }
    }

    @Test
    void sends_trades_of_a_symbol_with_a_dot() throws Exception {
        try (var client = SocketClient.in(simulator, "stocks")) {
            client.subscribe("T.BRK.B");

            JsonNode trade = client.event("T");
            assertThat(trade.path("sym").asText()).isEqualTo("BRK.B");
            assertThat(trade.path("p").decimalValue()).isPositive();
            assertThat(trade.path("t").asLong()).isCloseTo(System.currentTimeMillis(), within(60_000));
            assertThat(trade.path("i").isTextual()).isTrue();
            assertThat(trade.path("ds").asText()).matches("\\d+\\.\\d");
        }
    }

    @Test
    void sends_every_symbol_to_a_wildcard() throws Exception {
        try (var client = SocketClient.in(simulator, "crypto")) {
            client.subscribe("XT.*");

            assertThat(client.event("XT").path("pair").asText()).endsWith("-USD");
            client.element(event -> event.path("pair").asText().equals("BTC-USD"));
            client.element(event -> event.path("pair").asText().equals("ETH-USD"));
        }
    }

    @Test
    void names_forex_and_indices_as_the_vendor_does() throws Exception {
        try (var forex = SocketClient.in(simulator, "forex");
                var indices = SocketClient.in(simulator, "indices")) {
            forex.subscribe("C.EUR/USD");
            indices.subscribe("V.I:SPX");

            assertThat(forex.event("C").path("p").asText()).isEqualTo("EUR/USD");
            assertThat(indices.event("V").path("T").asText()).isEqualTo("I:SPX");
        }
    }

    @Test
    void sends_nothing_more_of_what_was_unsubscribed() throws Exception {
        try (var client = SocketClient.in(simulator, "indices")) {
            client.subscribe("V.I:SPX");
            client.event("V");
            client.send("{\"action\":\"unsubscribe\",\"params\":\"V.I:SPX\"}");
            client.messagesUntil("unsubscribed to: V.I:SPX");
            client.subscribe("A.I:SPX");

            client.messagesUntil("subscribed to: A.I:SPX");
            assertThat(client.next()).startsWith("[{\"ev\":\"A\",").doesNotContain("\"ev\":\"V\"");
        }
    }

    @Test
    void answers_a_ping() throws Exception {
        try (var client = SocketClient.in(simulator, "stocks")) {
            client.ping("are you there");

            assertThat(client.pong.get(60, TimeUnit.SECONDS)).isEqualTo("are you there");
        }
    }

    @Test
    void keeps_every_frame_below_a_megabyte() throws Exception {
        String many = IntStream.range(0, 20_000).mapToObj(n -> "T.SYM" + n).collect(Collectors.joining(","));
        try (var client = SocketClient.in(simulator, "stocks")) {
            client.subscribe(many);

            assertThat(client.next().length()).isBetween(500_000, 1_000_000);
            assertThat(client.next().length()).isLessThan(1_000_000);
        }
    }

    @Test
    void takes_a_connection_too_many_and_closes_the_newest() throws Exception {
        try (var first = single();
                var second = single()) {
            assertThat(second.messagesUntil("Maximum number of websocket connections exceeded. "))
                    .contains("authenticated");
            assertThat(second.closeCode()).isEqualTo(1008);
            assertThat(first.closed).isNotDone();
        }
    }

    @Test
    void closes_the_oldest_where_that_was_chosen() throws Exception {
        restart(OPTIONS.with("{\"victim\": \"oldest\"}"));
        try (var first = single();
                var second = single()) {
            assertThat(first.closeCode()).isEqualTo(1008);
            assertThat(second.closed).isNotDone();
        }
    }

    @Test
    void drops_everybody_on_command_without_a_close_frame() throws Exception {
        try (var client = SocketClient.in(simulator, "stocks")) {
            simulator.dropAll();

            assertThat(client.closeCode()).isEqualTo(1006);
            await().atMost(A_MINUTE).until(() -> simulator.connections() == 0);
        }
    }

    @Test
    void goes_silent_on_command_and_keeps_tcp() throws Exception {
        try (var client = SocketClient.in(simulator, "stocks")) {
            client.subscribe("T.*");
            client.event("T");

            simulator.halfOpen();
            await("what was under way arrives")
                    .atMost(A_MINUTE)
                    .during(Duration.ofMillis(300))
                    .until(() -> quiet(client));
            client.ping("are you there");

            assertThat(simulator.connections()).isEqualTo(1);
            await().atMost(A_MINUTE)
                    .during(Duration.ofMillis(500))
                    .until(() -> !client.pong.isDone() && !client.closed.isDone() && client.frames.isEmpty());
        }
    }

    @Test
    void serves_a_new_connection_beside_a_half_open_one() throws Exception {
        try (var old = SocketClient.in(simulator, "stocks")) {
            simulator.halfOpen();
            try (var fresh = SocketClient.in(simulator, "stocks")) {
                fresh.subscribe("T.AAPL");

                assertThat(fresh.event("T").path("sym").asText()).isEqualTo("AAPL");
                assertThat(old.closed).isNotDone();
            }
        }
    }

    @Test
    void refuses_handshakes_on_command_until_it_accepts_again() throws Exception {
        simulator.refuse(503);
        assertThat(handshakeStatus("stocks")).isEqualTo(503);

        simulator.accept();
        try (var client = SocketClient.in(simulator, "stocks")) {
            assertThat(client.closed).isNotDone();
        }
    }

    @Test
    void knows_no_other_path_than_the_clusters() throws Exception {
        assertThat(handshakeStatus("bonds")).isEqualTo(404);
    }

    @Test
    void says_which_port_is_taken() {
        assertThatThrownBy(() -> Simulator.start(OPTIONS.withPort(simulator.port())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("simulator: cannot listen on 127.0.0.1:" + simulator.port()
                        + "; choose another port: --port N, 0 for any that is free");
    }

    private SocketClient single() throws Exception {
        var client = new SocketClient(simulator.wsUrl("stocks"));
        client.authorize("single");
        await().atMost(A_MINUTE).until(() -> client.frames.size() >= 2);
        return client;
    }

    private int handshakeStatus(String cluster) throws IOException {
        try (var client = new SocketClient(simulator.wsUrl(cluster))) {
            throw new AssertionError("connected: " + client);
        } catch (BareWebSocket.Refused refused) {
            return refused.status();
        }
    }

    private static boolean quiet(SocketClient client) {
        boolean nothing = client.frames.isEmpty();
        client.frames.clear();
        return nothing;
    }

    private void restart(Options options) {
        simulator.close();
        simulator = Simulator.start(options);
    }

    private static org.assertj.core.data.Offset<Long> within(long ms) {
        return org.assertj.core.data.Offset.offset(ms);
    }
}
