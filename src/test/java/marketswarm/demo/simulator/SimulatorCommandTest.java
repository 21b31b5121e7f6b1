package marketswarm.demo.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SimulatorCommandTest {

    private final StringWriter output = new StringWriter();
    private final CommandLine command = new CommandLine(new SimulatorCommand())
            .setOut(new PrintWriter(output))
            .setErr(new PrintWriter(output));

    @Test
    void prints_its_addresses_and_serves_until_stopped() throws Exception {
        var thread = new Thread(() -> command.execute("--port", "0", "--seed", "3", "--rate", "2"));
        thread.start();
        await().atMost(Duration.ofMinutes(1)).until(() -> output.toString().contains("Stop with Ctrl-C."));

        assertThat(output.toString())
                .containsPattern("WebSocket  ws://127\\.0\\.0\\.1:\\d+/stocks")
                .contains("API key    demo");
        String rest = output.toString().replaceFirst("(?s).*REST +(\\S+).*", "$1");
        var request = HttpRequest.newBuilder(URI.create(rest + "/v1/marketstatus/now?apiKey=demo"))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);

        thread.interrupt();
        thread.join(20_000);
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void load_serves_at_the_rate_of_its_options() throws Exception {
        var thread = new Thread(() -> command.execute(
                "load", "--port", "0", "--rate", "0", "--symbols", "2", "--events-per-frame", "10", "--events", "100"));
        thread.start();
        await().atMost(Duration.ofMinutes(1)).until(() -> output.toString().contains("Stop with Ctrl-C."));

        String stocks = output.toString().replaceFirst("(?s).*?(ws://\\S+/stocks).*", "$1");
        try (var client = new SocketClient(stocks)) {
            client.authorize("demo");
            client.subscribe("T.*");
            client.element(trade -> trade.path("sym").asText().equals("LD00002"));
        }

        thread.interrupt();
        thread.join(20_000);
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void refuses_a_switch_that_there_is_not() {
        assertThat(command.execute("--switches", "{\"duplicate\": 1}")).isEqualTo(2);
        assertThat(output.toString()).contains("--switches: there is no duplicate; there are victim, ");
    }

    @Test
    void refuses_a_load_that_makes_no_sense() {
        assertThat(command.execute("load", "--symbols", "0")).isNotZero();
        assertThat(output.toString()).contains("simulator: the symbols must be between 1 and 99999");
    }

    @Test
    void refuses_a_port_that_is_no_number() {
        assertThat(command.execute("--port", "many")).isEqualTo(2);
        assertThat(output.toString()).contains("Invalid value for option '--port'");
    }
}
