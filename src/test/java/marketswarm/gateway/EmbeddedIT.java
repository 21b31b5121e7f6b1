package marketswarm.gateway;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import marketswarm.testing.Chromium;
import marketswarm.testing.RealRedis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;

/** The widgets in somebody else's React page: of another origin, with a style of its own, by one import. */
class EmbeddedIT {

    private static final double PATIENCE_MS = 30_000;
    private static final Path EXAMPLE = Bundler.SOURCES.resolve("example");
    private static final Path ALONE = Bundler.HOME.resolve("src/test/resources/alone/page.tsx");
    private static final Path SITE = Bundler.HOME.resolve("target/example");
    private static final String WIDGETS = "target/classes/META-INF/resources/widgets/embed/marketswarm.js";
    private static final Map<String, String> TYPES =
            Map.of("html", "text/html; charset=utf-8", "js", "text/javascript; charset=utf-8", "css", "text/css");

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @Test
    void widgets_stand_in_a_foreign_page_share_one_stream_and_leave_its_style_alone() throws Exception {
        redis.client().sadd("market:symbols", "AAPL");
        RunningGateway.tick(redis.client(), "AAPL", "189.10");
        RunningGateway.item(redis.client(), "%040x".formatted(1), "Apple rises", 60_000);
        HttpServer site = site(EXAMPLE.resolve("page.tsx"));
        String origin = "http://127.0.0.1:" + site.getAddress().getPort();
        try (RunningGateway gateway = new RunningGateway(
                        redis.client(), RunningGateway.settings("127.0.0.1", 0, 20, origin), List.of());
                Chromium chromium = Chromium.start()) {
            Page page = chromium.page(1440, 900);
            page.navigate(origin + "/index.html?gateway=http://127.0.0.1:" + gateway.server.port());

            var patiently = new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MS);
            assertThat(page.locator(".watchlist .last")).containsText("189.10", patiently);
            assertThat(page.locator(".news-list")).containsText("Apple rises", patiently);
            assertThat(page.locator(".chart-price")).containsText("189.10", patiently);
            assertThat(gateway.hub.stats().clients()).isEqualTo(1);

            RunningGateway.tick(redis.client(), "AAPL", "190.20");
            assertThat(page.locator(".watchlist .last")).containsText("190.20", patiently);

            Locator lunch = page.getByText("Order lunch");
            assertThat(lunch).hasCSS("border-top-style", "dashed");
            assertThat(page.locator(".watchlist .symbol")).hasCSS("border-top-style", "none");
            assertThat(page.locator(".news")).hasCSS("background-color", "rgb(255, 255, 255)");
            page.screenshot(new Page.ScreenshotOptions().setPath(Chromium.picture("embedded")));
            assertThat(chromium.errors()).isEmpty();
        } finally {
            site.stop(0);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Watchlist, .watchlist .last, 189.10",
        "Chart, .chart-price, 189.10",
        "News, .news-list, Apple rises",
        "Briefings, .briefing, Chips rise",
        "Events, .event-list, AAPL halted",
        "Mesh, .mesh-body, massive",
        "Connection, .connection, Live"
    })
    void each_widget_works_alone(String widget, String place, String text) throws Exception {
        fill();
        HttpServer site = site(ALONE);
        String origin = "http://127.0.0.1:" + site.getAddress().getPort();
        try (RunningGateway gateway = new RunningGateway(
                        redis.client(), RunningGateway.settings("127.0.0.1", 0, 20, origin), List.of());
                Chromium chromium = Chromium.start()) {
            Page page = chromium.page(800, 600);
            page.navigate(
                    origin + "/index.html?widget=" + widget + "&gateway=http://127.0.0.1:" + gateway.server.port());

            assertThat(page.locator(".embedded " + place))
                    .containsText(text, new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MS));
            assertThat(chromium.errors()).isEmpty();
        } finally {
            site.stop(0);
        }
    }

    private static void fill() {
        UnifiedJedis client = redis.client();
        client.sadd("market:symbols", "AAPL");
        RunningGateway.tick(client, "AAPL", "189.10");
        RunningGateway.item(client, "%040x".formatted(1), "Apple rises", 60_000);
        client.hset("mesh:state", "massive", "{\"state\":\"up\",\"age_ms\":900}");
        client.xadd(
                "events:market",
                StreamEntryID.NEW_ENTRY,
                Map.of("type", "halt", "symbol", "AAPL", "message", "AAPL halted", "severity", "warning"));
        String briefing = "{\"category\":\"tech\",\"until_ms\":60000,\"items\":1,"
                + "\"sources\":[{\"uid\":\"1\",\"title\":\"Chips rise\"}]}";
        client.xadd(
                "events:briefings",
                StreamEntryID.NEW_ENTRY,
                Map.of("category", "tech", "until_ms", "60000", "data", briefing));
    }

    private static HttpServer site(Path script) throws Exception {
        Bundler.bundle(List.of(
                script.toString(),
                "--alias:marketswarm=" + Bundler.HOME.resolve(WIDGETS),
                "--define:process.env.NODE_ENV=\"production\"",
                "--outdir=" + SITE,
                "--splitting"));
        for (String file : List.of("index.html", "page.css"))
            Files.copy(EXAMPLE.resolve(file), SITE.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        HttpServer site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site.createContext("/", EmbeddedIT::answer);
        site.start();
        return site;
    }

    private static void answer(HttpExchange call) throws IOException {
        String name = call.getRequestURI().getPath().substring(1);
        Path file = SITE.resolve(name);
        boolean found = !name.isEmpty() && Files.isRegularFile(file);
        byte[] body = found ? Files.readAllBytes(file) : new byte[0];
        String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "text/plain");
        call.getResponseHeaders().set("Content-Type", type);
        call.sendResponseHeaders(found ? 200 : 204, found ? body.length : -1);
        if (found) call.getResponseBody().write(body);
        call.close();
    }
}
