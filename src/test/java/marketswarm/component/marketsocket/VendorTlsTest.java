package marketswarm.component.marketsocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import marketswarm.component.CamelNode;
import marketswarm.testing.Logs;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A vendor whose certificate is trusted, but is made out to another host, gets no key: neither by socket nor by REST. */
class VendorTlsTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String TRUST_STORE = "javax.net.ssl.trustStore";
    private static final String PASSWORD = "changeit";

    @TempDir
    static Path folder;

    @RegisterExtension
    final Logs logs = new Logs();

    private final Vertx vertx = Vertx.vertx();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        Path keys = folder.resolve("keys.p12");
        if (!keys.toFile().exists()) keytool(keys);
        System.setProperty(TRUST_STORE, keys.toString());
        System.setProperty(TRUST_STORE + "Password", PASSWORD);
        server = vertx.createHttpServer(new HttpServerOptions()
                        .setSsl(true)
                        .setKeyCertOptions(
                                new PfxOptions().setPath(keys.toString()).setPassword(PASSWORD)))
                .webSocketHandler(socket -> {
                    heard.add("socket");
                    socket.writeTextMessage("hello");
                })
                .requestHandler(request -> {
                    heard.add("rest");
                    request.response().end("{}");
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    @AfterEach
    void stop() {
        System.clearProperty(TRUST_STORE);
        System.clearProperty(TRUST_STORE + "Password");
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void a_socket_is_opened_to_the_host_that_the_certificate_names() throws Exception {
        List<Object> seen = new CopyOnWriteArrayList<>();
        try (CamelNode node = new CamelNode("tls")) {
            node.route(routes -> routes.from("market-socket:wss://localhost:" + server.actualPort() + "/stocks")
                    .process(exchange -> seen.add(exchange)));
            node.start();

            await().atMost(LONG).until(() -> seen.size() == 2 && heard.contains("socket"));
        }
    }

    @Test
    void a_socket_is_not_opened_to_a_host_that_the_certificate_does_not_name() throws Exception {
        try (CamelNode node = new CamelNode("tls")) {
            node.route(routes -> routes.from("market-socket:wss://127.0.0.1:" + server.actualPort() + "/stocks")
                    .log("never"));
            node.start();

            await().atMost(LONG)
                    .until(() -> !logs.warnings("market: cannot connect").isEmpty());
        }
        assertThat(heard).isEmpty();
    }

    @Test
    void rest_is_asked_at_the_host_that_the_certificate_names_and_at_no_other() throws Exception {
        try (CamelNode node = new CamelNode("tls")) {
            node.route(routes ->
                    routes.from("direct:ask").toD("https:${header.host}/v1/marketstatus/now?bridgeEndpoint=true"));
            node.start();

            Exchange answered = ask(node, "localhost:" + server.actualPort());
            Exchange refused = ask(node, "127.0.0.1:" + server.actualPort());

            assertThat(answered.getException()).isNull();
            assertThat(refused.getException()).hasStackTraceContaining("127.0.0.1");
        }
        assertThat(heard).containsExactly("rest");
    }

    private static Exchange ask(CamelNode node, String host) {
        return node.camel()
                .createProducerTemplate()
                .send("direct:ask", exchange -> exchange.getMessage().setHeader("host", host));
    }

    private static void keytool(Path keys) throws IOException, InterruptedException {
        int code = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "vendor",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        keys.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start()
                .waitFor();
        assertThat(code).isZero();
    }
}
