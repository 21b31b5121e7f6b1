package marketswarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import marketswarm.redis.Json;
import marketswarm.redis.Leases;
import marketswarm.testing.RealRedis;
import marketswarm.truth.Misconfigured;
import marketswarm.truth.Services.Mapping;
import marketswarm.truth.Truth;
import marketswarm.truth.TruthView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who may open hawtio. */
class ConsoleLoginTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private static final String OPEN = "{\"version\": \"t1\", \"components\": {\"logger\": {}}}";
    private static final String CLOSED = """
            {"version": "t2", "components": {"logger": {"management": {"user": "ops"}}},
             "secrets": {"logger": {"management_password": "correct-horse"}}}""";

    private final Vertx vertx = Vertx.vertx();
    private final List<Mapping> mappings = List.of(Mapping.same("logger"));

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void where_truth_names_no_user_nothing_is_asked() throws Exception {
        assertThat(get(serve(new ConsoleLogin(node(view(OPEN)))), "").statusCode())
                .isEqualTo(200);
    }

    @Test
    void the_user_of_truth_enters_with_the_password_and_nobody_else_does() throws Exception {
        int port = serve(new ConsoleLogin(node(view(CLOSED))));

        HttpResponse<String> asked = get(port, "");
        assertThat(asked.statusCode()).isEqualTo(401);
        assertThat(asked.headers().firstValue("WWW-Authenticate"))
                .hasValue("Basic realm=\"MarketSwarm\", charset=\"UTF-8\"");
        assertThat(get(port, "ops:correct-horse").statusCode()).isEqualTo(200);
        assertThat(get(port, "ops:wrong").statusCode()).isEqualTo(401);
        assertThat(get(port, "root:correct-horse").statusCode()).isEqualTo(401);
        assertThat(get(port, "ops").statusCode()).isEqualTo(401);
    }

    @Test
    void a_user_that_truth_names_later_is_asked_for_from_then_on() throws Exception {
        TruthView view = view(OPEN);
        int port = serve(new ConsoleLogin(node(view)));
        assertThat(get(port, "").statusCode()).isEqualTo(200);

        view.replace(truth(CLOSED), mappings);
        assertThat(get(port, "").statusCode()).isEqualTo(401);
        assertThat(get(port, "ops:correct-horse").statusCode()).isEqualTo(200);
    }

    @Test
    void a_user_without_a_password_is_a_mistake_that_is_named_at_the_start_and_lets_nobody_in_later() throws Exception {
        String mistaken = CLOSED.replace("{\"management_password\": \"correct-horse\"}", "{}");
        assertThatThrownBy(() -> new ConsoleLogin(node(view(mistaken))))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("secrets.logger.management_password is missing");

        TruthView view = view(CLOSED);
        int port = serve(new ConsoleLogin(node(view)));
        view.replace(truth(mistaken), mappings);
        assertThat(get(port, "ops:").statusCode()).isEqualTo(401);
    }

    private int serve(ConsoleLogin login) {
        Router router = Router.router(vertx);
        router.route().handler(context -> context.response().end("the console"));
        router.route("/hawtio*").order(Integer.MIN_VALUE).handler(login);
        HttpServer server = vertx.createHttpServer().requestHandler(router);
        return server.listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    private static HttpResponse<String> get(int port, String login) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/hawtio/jolokia/version"));
        if (!login.isEmpty())
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    private static Node node(TruthView view) {
        return new Node(
                "test",
                view,
                redis.client(),
                redis.client(),
                redis.url(),
                new Leases(redis.client(), "test", Node.ROLE_HELD),
                Clock.systemUTC(),
                Clock.systemUTC());
    }

    private TruthView view(String document) {
        return new TruthView(truth(document), mappings);
    }

    private static Truth truth(String document) {
        return Truth.of(Json.read(document, ObjectNode.class));
    }
}
