package marketswarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import marketswarm.LiveRoutes.Part;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Routes that come and go while the context runs. */
class LiveRoutesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final CamelContext camel = new DefaultCamelContext();
    private final LiveRoutes routes = new LiveRoutes(camel);

    @BeforeEach
    void start() {
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void parts_come_change_and_go_with_what_is_wanted() {
        routes.reconcile(Map.of("a", part("a", "direct:one", 1)));
        assertThat(camel.getRoute("a").getEndpoint().getEndpointUri()).isEqualTo("direct://one");

        routes.reconcile(Map.of("a", part("a", "direct:two", 2)));
        await().atMost(PATIENCE).until(() -> runs("a") && at("a").equals("direct://two"));

        routes.reconcile(Map.of());
        await().atMost(PATIENCE).until(() -> camel.getRoute("a") == null);
    }

    @Test
    void a_route_that_does_not_start_is_tried_again_and_holds_up_no_other() throws Exception {
        camel.addRoutes(builder("holder", "direct:taken"));
        routes.reconcile(Map.of("a", part("a", "direct:one", 1)));

        routes.reconcile(Map.of("a", part("a", "direct:taken", 2), "b", part("b", "direct:free", 1)));

        await().atMost(PATIENCE).until(() -> runs("b"));
        await("it has failed").atMost(PATIENCE).until(() -> !runs("a"));
        camel.getRouteController().stopRoute("holder");
        camel.removeRoute("holder");
        await("it runs").atMost(PATIENCE).until(() -> runs("a") && at("a").equals("direct://taken"));
    }

    @Test
    void what_stands_beside_is_not_waited_for() {
        CountDownLatch mayStart = new CountDownLatch(1);

        routes.reconcile(Map.of("slow", Part.beside(() -> {
            waitFor(mayStart);
            return builder("slow", "direct:slow");
        })));
        assertThat(camel.getRoute("slow"))
                .as("reconcile has returned before it")
                .isNull();

        mayStart.countDown();
        await().atMost(PATIENCE).until(() -> runs("slow"));
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean runs(String id) {
        var status = camel.getRouteController().getRouteStatus(id);
        return status != null && status.isStarted();
    }

    private String at(String id) {
        return camel.getRoute(id).getEndpoint().getEndpointUri();
    }

    private static Part part(String id, String from, int shape) {
        return Part.of(() -> builder(id, from), shape);
    }

    private static RouteBuilder builder(String id, String from) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(from).routeId(id).log("${body}");
            }
        };
    }
}
