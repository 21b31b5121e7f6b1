package marketswarm.gateway;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.util.List;
import java.util.Map;
import marketswarm.testing.Chromium;
import marketswarm.testing.RealRedis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.StreamEntryID;

/** The page in a real browser before a real gateway: login, and the chart. */
class PageIT {

    private static final double PATIENCE_MS = 30_000;

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @Test
    void a_locked_gateway_asks_for_the_token_and_then_goes_live() throws Exception {
        try (RunningGateway gateway = new RunningGateway(redis.client(), 10, List.of("s3cret"));
                Chromium chromium = Chromium.start()) {
            Page page = chromium.page(1280, 800);
            page.navigate(gateway.uri("/").toString());

            logIn(page, "wrong");
            assertThat(page.getByText("This is not one of the tokens")).isVisible();
            logIn(page, "s3cret");

            assertThat(page.locator(".connection")).containsText("Live", patiently());
            assertThat(page.getByText("This gateway is locked")).not().isVisible();
        }
    }

    private static void logIn(Page page, String token) {
        page.getByLabel("Access token").fill(token, new Locator.FillOptions().setTimeout(PATIENCE_MS));
        page.getByText("Log in").click();
    }

    @Test
    void a_compressed_stream_is_read_by_the_browser() throws Exception {
        redis.client().sadd("market:symbols", "GZIP");
        RunningGateway.tick(redis.client(), "GZIP", "10.00");
        try (Chromium chromium = Chromium.start()) {
            Page page = chromium.page(1280, 800);
            Locator last = page.locator("tr[data-symbol=GZIP] .last");
            try (RunningGateway gateway = new RunningGateway(redis.client(), RunningGateway.compressing(), List.of())) {
                page.navigate(gateway.uri("/").toString());
                assertThat(last).containsText("10.00", patiently());
                RunningGateway.tick(redis.client(), "GZIP", "11.00");
                assertThat(last).containsText("11.00", patiently());
            }
            assertThat(page.locator(".connection")).containsText("Reconnecting", patiently());
        }
    }

    @Test
    void a_chosen_symbol_shows_its_candles_and_the_last_one_moves() throws Exception {
        for (int minute = 0; minute < 5; minute++)
            redis.client()
                    .xadd(
                            "market:tick:AAPL:stream",
                            StreamEntryID.NEW_ENTRY,
                            Map.of("type", "trade", "price", "" + (100 + minute), "ts_ms", "" + minute * 60_000));
        redis.client().sadd("market:symbols", "AAPL");
        snapshot("104", 4 * 60_000);
        try (RunningGateway gateway = new RunningGateway(redis.client(), 10, List.of());
                Chromium chromium = Chromium.start()) {
            Page page = chromium.page(1280, 800);
            page.navigate(gateway.uri("/").toString());
            page.locator(".symbol").click(new Locator.ClickOptions().setTimeout(PATIENCE_MS));

            Locator closes = page.locator(".chart-close");
            assertThat(closes).hasText(new String[] {"100.00", "101.00", "102.00", "103.00", "104.00"});
            assertThat(page.locator(".chart-canvas canvas"))
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE_MS));
            snapshot("107.5", 5 * 60_000);
            redis.client().xadd("market:tick:AAPL:stream", StreamEntryID.NEW_ENTRY, Map.of("type", "quote"));

            assertThat(closes).hasCount(6, new LocatorAssertions.HasCountOptions().setTimeout(PATIENCE_MS));
            assertThat(closes.last()).hasText("107.50");

            page.locator(".chart-canvas").press("Home");
            assertThat(page.locator(".readout")).containsText("O 100.00");
            page.getByText("Line").click();
            page.getByText("5m").click();
            assertThat(closes).hasCount(2, new LocatorAssertions.HasCountOptions().setTimeout(PATIENCE_MS));
            page.screenshot(new Page.ScreenshotOptions().setPath(Chromium.picture("chart")));
            assertThat(chromium.errors()).isEmpty();
        }
    }

    private static LocatorAssertions.ContainsTextOptions patiently() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MS);
    }

    private static void snapshot(String price, long tsMs) {
        redis.client().hset("market:snapshot:AAPL", Map.of("symbol", "AAPL", "price", price, "ts_ms", "" + tsMs));
    }
}
