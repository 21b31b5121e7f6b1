package marketswarm.gateway;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import marketswarm.testing.Chromium;
import marketswarm.testing.RealRedis;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.StreamEntryID;

/** The stream as a browser holds it: one for all tabs, taken over, and resumed exactly. */
class SharedStreamIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int TABS = 10;
    /** Keeps what the page's EventSource brings, whatever the page makes of it. */
    private static final String COUNTING = """
            window.seen = [];
            window.said = [];
            addEventListener("DOMContentLoaded", () => new MutationObserver(() =>
                window.said.push(document.querySelector(".connection")?.textContent))
              .observe(document, { subtree: true, childList: true, characterData: true }));
            const open = window.EventSource;
            window.EventSource = class extends open {
              constructor(url, options) {
                super(url, options);
                this.addEventListener("event", (event) => window.seen.push(JSON.parse(event.data).message));
              }
            };
            """;

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private static Chromium chromium;

    @BeforeAll
    static void open() {
        chromium = Chromium.start();
    }

    @AfterAll
    static void close() {
        chromium.close();
    }

    @Test
    void ten_tabs_share_one_stream_and_another_takes_over_when_the_leading_one_closes() throws Exception {
        price("189.10");
        try (RunningGateway gateway = new RunningGateway(redis.client(), 20, List.of());
                BrowserContext user = chromium.user(900, 700)) {
            List<Page> tabs = new ArrayList<>();
            for (int i = 0; i < TABS; i++) {
                Page tab = chromium.watched(user.newPage());
                tab.navigate(gateway.uri("/").toString());
                tabs.add(tab);
            }
            tabs.forEach(tab -> shows(tab, "189.10"));
            assertThat(gateway.hub.stats().clients()).isEqualTo(1);

            price("190.20");
            tabs.forEach(tab -> shows(tab, "190.20"));

            tabs.remove(0).close();
            await("another tab leads")
                    .atMost(PATIENCE)
                    .until(() -> gateway.hub.stats().clients() == 1);
            price("191.30");
            tabs.forEach(tab -> shows(tab, "191.30"));
            assertThat(gateway.hub.stats().clients()).isEqualTo(1);
            assertThat(gateway.hub.stats().gaps()).isZero();
            assertThat(chromium.errors()).isEmpty();
        }
    }

    @Test
    void after_a_restart_of_the_gateway_every_event_has_come_once() throws Exception {
        int port;
        try (BrowserContext user = chromium.user(900, 700)) {
            user.addInitScript(COUNTING);
            Page page = user.newPage();
            try (RunningGateway gateway = new RunningGateway(redis.client(), 20, List.of())) {
                port = gateway.server.port();
                page.navigate(gateway.uri("/").toString());
                assertThat(page.locator(".connection")).containsText("Live", patiently());
                events(0, 40);
                seen(page, 40);
            }
            assertThat(page.locator(".connection")).containsText("Reconnecting", patiently());
            page.waitForFunction("() => window.said.some((text) => /Reconnecting.*in \\d+s/.test(text))");
            events(40, 70);
            try (RunningGateway again =
                    new RunningGateway(redis.client(), RunningGateway.settings("127.0.0.1", port, 20), List.of())) {
                assertThat(page.locator(".connection")).containsText("Live", patiently());
                events(70, 100);
                seen(page, 100);

                assertThat(page.evaluate("window.seen"))
                        .isEqualTo(IntStream.range(0, 100)
                                .mapToObj(i -> "event " + i)
                                .toList());
                assertThat(again.hub.stats().gaps()).isZero();
            }
        }
    }

    private static void seen(Page page, int count) {
        page.waitForFunction(
                "count => window.seen.length >= count",
                count,
                new Page.WaitForFunctionOptions().setTimeout(PATIENCE.toMillis()));
    }

    private static void events(int from, int until) {
        for (int i = from; i < until; i++)
            redis.client()
                    .xadd(
                            "events:market",
                            StreamEntryID.NEW_ENTRY,
                            Map.of("type", "move.sharp", "message", "event " + i, "ts_ms", "" + i));
    }

    private static void shows(Page tab, String price) {
        assertThat(tab.locator(".last")).containsText(price, patiently());
    }

    private static LocatorAssertions.ContainsTextOptions patiently() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE.toMillis());
    }

    private static void price(String price) {
        redis.client().sadd("market:symbols", "AAPL");
        RunningGateway.tick(redis.client(), "AAPL", price);
    }
}
