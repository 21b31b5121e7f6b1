package marketswarm.component.marketsocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.http.ServerWebSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import marketswarm.component.CamelNode;
import marketswarm.demo.simulator.Options;
import marketswarm.demo.simulator.Simulator;
import marketswarm.domain.RawFrames;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.ShutdownAware;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class MarketSocketTest {

    private static final Consumer<ServerWebSocket> SILENT = socket -> {};

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) opened.get(i).close();
    }

    @Test
    void the_greeting_of_a_server_is_never_lost_and_comes_after_the_opening() {
        SocketServer server = server(socket -> socket.writeTextMessage("hello " + socket.path()));
        Map<String, List<String>> byRoute = new ConcurrentHashMap<>();
        CamelNode node = keep(new CamelNode("n"));
        for (int i = 0; i < 50; i++) {
            List<String> mine = new CopyOnWriteArrayList<>();
            byRoute.put("/" + i, mine);
            node.route(routes -> routes.from("market-socket:" + server.url(pathOf(byRoute, mine)))
                    .process(exchange -> mine.addAll(told(exchange))));
        }
        node.start();

        await("every route has its greeting")
                .until(() -> byRoute.values().stream().allMatch(told -> told.size() == 2));
        assertThat(byRoute).allSatisfy((path, told) -> assertThat(told).containsExactly("OPEN", "hello " + path));
    }

    private static String pathOf(Map<String, List<String>> byRoute, List<String> list) {
        return byRoute.entrySet().stream()
                .filter(entry -> entry.getValue() == list)
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    @Test
    void a_slow_route_pauses_the_socket_and_gets_every_frame_in_order() throws Exception {
        SocketServer server = server(socket -> {
            for (int i = 0; i < 20_000; i++) socket.writeTextMessage("" + i);
        });
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CamelNode node = reader(server.url("/"), exchange -> {
            begun.countDown();
            assertThat(goOn.await(20, TimeUnit.SECONDS)).isTrue();
            note(exchange);
        });
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        ShutdownAware consumer = (ShutdownAware) node.camel().getRoute("socket").getConsumer();

        await("the queue is full").until(() -> consumer.getPendingExchangesSize() >= 4_096);
        await("and does not grow")
                .during(Duration.ofMillis(300))
                .until(() -> consumer.getPendingExchangesSize() <= 4_300 && seen.isEmpty());
        goOn.countDown();

        await("all frames are handled").until(() -> seen.size() > 20_000);
        assertThat(seen.subList(1, seen.size()))
                .containsExactlyElementsOf(
                        IntStream.range(0, 20_000).mapToObj(String::valueOf).toList());
    }

    @Test
    void frames_that_had_to_wait_come_together_and_others_by_themselves() throws Exception {
        SocketServer server = server(socket -> {
            for (int i = 0; i < 300; i++) socket.writeTextMessage("" + i);
        });
        CountDownLatch goOn = new CountDownLatch(1);
        List<Integer> together = new CopyOnWriteArrayList<>();
        CamelNode node = reader(server.url("/"), exchange -> {
            assertThat(goOn.await(20, TimeUnit.SECONDS)).isTrue();
            if (exchange.getMessage().getBody() instanceof RawFrames frames)
                together.add(frames.texts().size());
            note(exchange);
        });
        ShutdownAware consumer = (ShutdownAware) node.camel().getRoute("socket").getConsumer();
        await("all wait").until(() -> consumer.getPendingExchangesSize() == 301);

        goOn.countDown();

        await("all frames are handled").until(() -> seen.size() == 301);
        assertThat(together).containsExactly(256, 44);
        assertThat(seen.subList(1, 301))
                .containsExactlyElementsOf(
                        IntStream.range(0, 300).mapToObj(String::valueOf).toList());
    }

    @Test
    void frames_that_waited_while_the_server_closed_come_before_its_close() throws Exception {
        SocketServer server = server(socket -> {
            for (int i = 0; i < 6_000; i++) socket.writeTextMessage("" + i);
            socket.close((short) 4001, "shift over");
        });
        CountDownLatch goOn = new CountDownLatch(1);
        CamelNode node = reader(server.url("/"), exchange -> {
            assertThat(goOn.await(20, TimeUnit.SECONDS)).isTrue();
            note(exchange);
            exchange.getMessage().setHeader("CamelMarketSocketCoolDown", 60_000L);
        });
        ShutdownAware consumer = (ShutdownAware) node.camel().getRoute("socket").getConsumer();
        await("the queue is full").until(() -> consumer.getPendingExchangesSize() >= 4_096);

        goOn.countDown();

        await("the close is told").until(() -> seen.size() >= 6_002);
        assertThat(seen)
                .hasSize(6_002)
                .startsWith("OPEN", "0", "1")
                .endsWith("5999", "CLOSE closed with 4001 shift over");
    }

    @Test
    void a_connection_that_breaks_is_told_and_made_again() {
        Simulator simulator = keep(Simulator.start(Options.defaults()));
        reader(simulator.wsUrl("stocks"), this::note);
        await("it is greeted").until(() -> seen.size() == 2);

        simulator.dropAll();

        await("it is greeted again").until(() -> seen.size() == 5);
        String greeting = "[{\"ev\":\"status\",\"status\":\"connected\",\"message\":\"Connected Successfully\"}]";
        assertThat(seen).containsExactly("OPEN", greeting, "CLOSE the connection broke", "OPEN", greeting);
    }

    @Test
    void a_server_that_accepts_and_drops_is_tried_less_and_less_often() {
        SocketServer server = server(socket -> socket.close((short) 1008, "Maximum number of connections exceeded. "));
        reader(server.url("/"), this::note);

        await("it has been tried four times").until(() -> server.connects.size() >= 4);
        assertThat(pauseMs(server, 0)).isGreaterThanOrEqualTo(245);
        assertThat(pauseMs(server, 1)).isGreaterThanOrEqualTo(495);
        assertThat(pauseMs(server, 2)).isGreaterThanOrEqualTo(995);
        assertThat(seen)
                .startsWith(
                        "OPEN",
                        "CLOSE closed with 1008 Maximum number of connections exceeded.",
                        "OPEN",
                        "CLOSE closed" + " with 1008 Maximum number of connections exceeded.");
    }

    @Test
    void a_route_can_ask_for_a_longer_pause() {
        SocketServer server = server(ServerWebSocket::close);
        AtomicInteger closes = new AtomicInteger();
        reader(server.url("/"), exchange -> {
            note(exchange);
            if (told(exchange).get(0).startsWith("CLOSE") && closes.getAndIncrement() == 0)
                exchange.getMessage().setHeader("CamelMarketSocketCoolDown", 1_200L);
        });

        await("it has been tried three times").until(() -> server.connects.size() >= 3);
        assertThat(pauseMs(server, 0)).isGreaterThanOrEqualTo(1_195);
        assertThat(pauseMs(server, 1)).as("asked for once").isLessThan(1_195);
    }

    @Test
    void a_stopped_route_closes_its_socket_and_opens_no_other() {
        SocketServer server = server(SILENT);
        CamelNode node = reader(server.url("/"), this::note);
        await("it is open").until(() -> seen.contains("OPEN"));

        node.close();

        await("the server sees it")
                .untilAsserted(() -> assertThat(server.closes).containsExactly((short) 1000));
        await("nobody comes back").during(Duration.ofMillis(500)).until(() -> server.connects.size() == 1);
        assertThat(seen).containsExactly("OPEN");
    }

    @Test
    void a_route_stopped_and_started_while_it_waits_to_reconnect_has_one_socket() throws Exception {
        AtomicInteger sockets = new AtomicInteger();
        SocketServer server = server(socket -> {
            if (sockets.getAndIncrement() == 0) socket.close();
        });
        CamelNode node = reader(server.url("/"), this::note);
        await("a second connect is about to come").until(() -> seen.size() == 2);

        node.camel().getRouteController().stopRoute("socket");
        node.camel().getRouteController().startRoute("socket");

        await("it connects").until(() -> server.connects.size() == 2);
        await("and only once").during(Duration.ofMillis(500)).until(() -> server.connects.size() == 2);
    }

    @Test
    void a_route_that_was_removed_can_be_added_again() throws Exception {
        SocketServer server = server(SILENT);
        CamelNode node = reader(server.url("/"), this::note);
        node.route(routes -> routes.from("direct:send").to("market-socket:" + server.url("/")));
        await("it is open").until(() -> seen.equals(List.of("OPEN")));
        node.camel().getRouteController().stopRoute("socket");
        assertThat(node.camel().removeRoute("socket")).isTrue();

        node.route(routes -> routes.from("market-socket:" + server.url("/")).process(this::note));

        await("it is open again").until(() -> seen.equals(List.of("OPEN", "OPEN")));
        assertThat(node.send("direct:send", "ping").getException()).isNull();
        await("and used for sending")
                .untilAsserted(() -> assertThat(server.received).containsExactly("ping"));
    }

    @Test
    void two_routes_cannot_read_one_socket() {
        String socket = "market-socket:" + server(SILENT).url("/");
        CamelNode node = reader(socket.substring("market-socket:".length()), this::note);

        assertThatThrownBy(() -> node.route(routes -> routes.from(socket).to("direct:x")))
                .rootCause()
                .hasMessageContaining("Multiple consumers for the same endpoint is not allowed");
    }

    @Test
    void a_route_starts_while_the_server_is_away_and_connects_when_it_comes() {
        int port = freePort();
        reader("ws://127.0.0.1:" + port + "/", this::note);
        SocketServer server = keep(new SocketServer(port, socket -> socket.writeTextMessage("hello")));

        await("it is connected").untilAsserted(() -> assertThat(seen).containsExactly("OPEN", "hello"));
        assertThat(server.connects).hasSize(1);
    }

    @Test
    void commands_of_the_route_reach_the_server_in_order() {
        SocketServer server = server(SILENT);
        String socket = "market-socket:" + server.url("/");
        CamelNode node = keep(new CamelNode("n"));
        node.route(routes -> routes.from(socket)
                        .process(exchange -> exchange.getMessage().setBody(List.of("auth", "subscribe T.AAPL")))
                        .to(socket)
                        .setBody(routes.constant("subscribe Q.AAPL"))
                        .to(socket))
                .start();

        await("all have come")
                .untilAsserted(() ->
                        assertThat(server.received).containsExactly("auth", "subscribe T.AAPL", "subscribe Q.AAPL"));
        assertThat(node.send(socket, 5).getException())
                .hasMessage("market-socket: sends a text or a list of texts, not a Integer");
        assertThat(node.send(socket, null).getException())
                .hasMessage("market-socket: sends a text or a list of texts, not nothing");
    }

    @Test
    void the_first_socket_of_a_process_outlives_the_time_for_its_handshake() {
        SocketServer server = server(SILENT);
        CamelNode node = keep(new CamelNode("n"));
        for (String cluster : List.of("stocks", "crypto", "forex"))
            node.route(routes -> routes.from("market-socket:" + server.url("/" + cluster) + "?handshakeTimeout=400")
                    .process(this::note));
        node.start();
        await("all are open").until(() -> seen.size() == 3);

        await("and stay so")
                .during(Duration.ofMillis(1_200))
                .until(() -> seen.equals(List.of("OPEN", "OPEN", "OPEN")) && server.closes.isEmpty());
    }

    @Test
    void a_server_that_accepts_and_never_shakes_hands_is_given_up_and_tried_again() throws Exception {
        try (ServerSocket dumb = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            dumb.setSoTimeout(10_000);
            reader("ws://127.0.0.1:" + dumb.getLocalPort() + "/?handshakeTimeout=300", this::note);

            try (var first = dumb.accept();
                    var second = dumb.accept()) {
                assertThat(first.getPort()).isNotEqualTo(second.getPort());
            }
        }
        assertThat(seen).isEmpty();
    }

    @Test
    void the_vendors_address_is_taken_as_it_is_written() {
        CamelNode node = keep(new CamelNode("n"));
        var endpoint = (MarketSocketEndpoint) node.camel().getEndpoint("market-socket:wss://socket.massive.com/stocks");

        var connect = endpoint.connectOptions();

        assertThat(connect.getHost()).isEqualTo("socket.massive.com");
        assertThat(connect.getPort()).isEqualTo(443);
        assertThat(connect.isSsl()).isTrue();
        assertThat(connect.getURI()).isEqualTo("/stocks");
        assertThat(endpoint.clientOptions().isVerifyHost()).isTrue();
    }

    private CamelNode reader(String url, Processor work) {
        return keep(new CamelNode("n"))
                .route(routes ->
                        routes.from("market-socket:" + url).routeId("socket").process(work))
                .start();
    }

    private SocketServer server(Consumer<ServerWebSocket> greeting) {
        return keep(new SocketServer(greeting));
    }

    private <T extends AutoCloseable> T keep(T closeable) {
        opened.add(closeable);
        return closeable;
    }

    private void note(Exchange exchange) {
        seen.addAll(told(exchange));
    }

    /** The event, and what came with it; of frames only their texts. */
    private static List<String> told(Exchange exchange) {
        String event = exchange.getMessage().getHeader("CamelMarketSocketEvent", String.class);
        if (event.equals("MESSAGE"))
            return exchange.getMessage().getBody(RawFrames.class).texts();
        String body = exchange.getMessage().getBody(String.class);
        return List.of(body == null ? event : event + " " + body);
    }

    private static long pauseMs(SocketServer server, int after) {
        return TimeUnit.NANOSECONDS.toMillis(server.connects.get(after + 1) - server.connects.get(after));
    }

    private static int freePort() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
