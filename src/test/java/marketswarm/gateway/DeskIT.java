package marketswarm.gateway;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.BoundingBox;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import marketswarm.testing.Chromium;
import marketswarm.testing.RealRedis;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.StreamEntryID;

/** What a user does with the widgets all day, in a real browser before a real gateway. */
class DeskIT {

    private static final double PATIENCE_MS = 30_000;

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private static Chromium chromium;

    @BeforeAll
    static void open() {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
        chromium = Chromium.start();
    }

    @AfterAll
    static void close() {
        PlaywrightAssertions.setDefaultAssertionTimeout(5_000);
        chromium.close();
    }

    @BeforeEach
    void fill() {
        price("AAPL", "189.10", "1.20", "189.09", "189.11");
        price("MSFT", "410.00", "-2.50", "409.98", "410.02");
        price("X:BTCUSD", "92000.5", "100", "92000", "92001");
        for (int i = 1; i <= 3; i++) story(i, "Story " + i, i == 2 ? "MSFT" : "AAPL", uid(i));
        story(4, "Story 1 told again", "AAPL", uid(1));
    }

    private void with(PageTest test) throws Exception {
        try (RunningGateway running = new RunningGateway(redis.client(), 10, List.of())) {
            try (Page page = chromium.page(1440, 900)) {
                page.navigate(running.uri("/").toString());
                assertThat(page.locator(".connection")).containsText("Live");
                test.with(page);
            }
            assertThat(chromium.errors()).isEmpty();
        }
    }

    private interface PageTest {
        void with(Page page) throws Exception;
    }

    @Test
    void a_line_shows_bid_and_ask_flashes_with_an_arrow_and_says_how_old_it_is() throws Exception {
        with(page -> {
            Locator line = page.locator("tr:has(button.symbol:text-is('AAPL'))");
            assertThat(line.locator(".col-bid")).hasText("189.09");
            assertThat(line.locator(".col-ask")).hasText("189.11");
            assertThat(line.locator(".age")).containsText("old");

            price("AAPL", "190.00", "2.10", "189.99", "190.01");
            redis.client().xadd("market:tick:AAPL:stream", StreamEntryID.NEW_ENTRY, Map.of("type", "quote"));

            assertThat(line.locator(".last")).hasText("▲190.00");
            assertThat(line.locator(".last")).hasClass(Pattern.compile("flash-up-."));
        });
    }

    @Test
    void a_symbol_whose_market_is_closed_is_closed_and_not_stale() throws Exception {
        with(page -> {
            Locator line = page.locator("tr:has(button.symbol:text-is('AAPL'))");
            assertThat(line).hasClass("aged");

            marketStatus("closed");
            assertThat(line.locator(".age")).hasText("Closed");
            assertThat(line).not().hasClass("aged");
            assertThat(page.locator("tr:has(button.symbol:text-is('X:BTCUSD'))"))
                    .hasClass("aged");

            marketStatus("open");
            assertThat(line.locator(".age")).containsText("old");
        });
    }

    private static void marketStatus(String status) {
        redis.client()
                .xadd(
                        "events:market",
                        StreamEntryID.NEW_ENTRY,
                        Map.of(
                                "type",
                                "market.status",
                                "message",
                                "market: stocks: " + status,
                                "symbol",
                                "stocks",
                                "severity",
                                "info",
                                "data",
                                "{\"status\":\"" + status + "\"}"));
    }

    @Test
    void the_watchlist_is_sorted_arranged_and_still_so_after_a_reload() throws Exception {
        with(page -> {
            Locator symbols = page.locator("button.symbol");
            assertThat(symbols).hasText(new String[] {"AAPL", "MSFT", "X:BTCUSD"});

            page.getByText("Chg %").click();
            page.getByText("Chg %").click();
            page.getByLabel("Edit the watchlist").click();
            page.getByLabel("Symbol to add").fill("msft");
            page.getByLabel("Section to add it to").fill("Mine");
            page.locator(".add button").click();
            page.getByLabel("Remove X:BTCUSD").click();
            page.getByLabel("Symbol to add").fill("NFLX");
            page.locator(".add button").click();
            page.getByLabel("Edit the watchlist").click();

            assertThat(symbols).hasText(new String[] {"MSFT", "AAPL"});
            assertThat(page.locator(".part")).hasText(new String[] {"Mine2", "Stocks1"});
            assertThat(page.locator(".unknown")).hasText("No prices: not subscribed");

            page.reload();
            assertThat(symbols).hasText(new String[] {"MSFT", "AAPL"});
            assertThat(page.locator("[aria-sort=ascending]")).containsText("Chg %");

            symbols.first().focus();
            page.keyboard().press("ArrowDown");
            assertThat(symbols.nth(1)).isFocused();
            page.keyboard().press("Delete");
            assertThat(symbols).hasText(new String[] {"MSFT"});
        });
    }

    @Test
    void symbols_are_dragged_or_moved_by_keys_into_an_order_that_stays() throws Exception {
        with(page -> {
            Locator symbols = page.locator("button.symbol");
            assertThat(symbols).hasText(new String[] {"AAPL", "MSFT", "X:BTCUSD"});
            BoundingBox first = symbols.nth(0).boundingBox();
            BoundingBox last = symbols.nth(2).boundingBox();

            page.mouse().move(last.x + 5, last.y + last.height / 2);
            page.mouse().down();
            page.mouse().move(first.x + 5, first.y + 15);
            page.mouse().move(first.x + 5, first.y + 2);
            page.mouse().up();
            assertThat(symbols).hasText(new String[] {"X:BTCUSD", "AAPL", "MSFT"});
            assertThat(page.locator(".panel.chart h2")).hasText("AAPL");

            symbols.nth(2).focus();
            page.keyboard().press("Alt+ArrowUp");
            assertThat(symbols).hasText(new String[] {"X:BTCUSD", "MSFT", "AAPL"});
            assertThat(symbols.nth(1)).isFocused();
            assertThat(page.locator(".watchlist [role=status]")).hasText("MSFT: 2 of 3 in Stocks");

            page.reload();
            assertThat(symbols).hasText(new String[] {"X:BTCUSD", "MSFT", "AAPL"});
        });
    }

    @Test
    void the_sizes_of_the_parts_the_interval_and_the_theme_stay() throws Exception {
        with(page -> {
            Locator borders = page.locator("[role=separator]");
            String before = borders.first().getAttribute("aria-valuenow");
            borders.first().press("ArrowRight");
            assertThat(borders.first()).not().hasAttribute("aria-valuenow", before);
            borders.last().press("ArrowUp");
            page.getByText("5m").click();
            page.keyboard().press("t");
            List<String> sizes = borders.all().stream()
                    .map(border -> border.getAttribute("aria-valuenow"))
                    .toList();

            page.reload();
            assertThat(borders).hasCount(sizes.size());
            for (int i = 0; i < sizes.size(); i++)
                assertThat(borders.nth(i)).hasAttribute("aria-valuenow", sizes.get(i));
            assertThat(page.getByText("5m")).hasAttribute("aria-pressed", "true");
            assertThat(page.locator("[data-theme=light]")).hasCount(1);
        });
    }

    @Test
    void news_are_read_by_keys_starred_searched_and_grouped_by_story() throws Exception {
        analysis(uid(3));
        with(page -> {
            Locator items = page.locator("[data-news]");
            assertThat(items).hasCount(3);
            assertThat(page.locator(".byline", new Page.LocatorOptions().setHasText("+1 on this story")))
                    .hasCount(1);

            page.keyboard().press("j");
            assertThat(items.first()).isFocused();
            page.keyboard().press("s");
            page.keyboard().press("j");
            page.keyboard().press("m");
            assertThat(items.nth(1)).hasClass("item read");
            page.keyboard().press("v");
            assertThat(items.nth(1).locator(".analysis-summary")).hasText("It rose.");
            assertThat(items.nth(1).locator(".reason")).hasText("Because it rose.");
            assertThat(items.nth(1).locator(".origin")).containsText("Machine-generated by rules, offline.");
            assertThat(items.nth(1).locator(".origin")).containsText("82d5661f54ec");
            page.screenshot(new Page.ScreenshotOptions().setPath(Chromium.picture("news")));

            page.evaluate("addEventListener('click', (event) => {"
                    + " window.opened = event.target.href; event.preventDefault(); }, { capture: true, once: true })");
            page.keyboard().press("o");
            page.waitForFunction("() => window.opened?.startsWith('https://')");

            page.getByText("Starred").click();
            assertThat(items).hasCount(1);
            page.reload();
            assertThat(items.first().locator(".star")).hasAttribute("aria-pressed", "true");

            page.keyboard().press("/");
            page.keyboard().type("story 2");
            assertThat(items).hasCount(1);
            page.keyboard().press("Escape");
            page.locator("button.symbol:text-is('MSFT')").click();
            assertThat(items).hasText(new Pattern[] {Pattern.compile("Story 2")});
            assertThat(page.locator(".panel.chart h2")).hasText("MSFT");
        });
    }

    @Test
    void events_briefings_services_feeds_and_the_log_are_a_click_away() throws Exception {
        redis.client().hset("mesh:state", "massive", "{\"state\":\"up\",\"age_ms\":900,\"truth_version\":\"7\"}");
        Map<String, String> beat = Map.of("service", "massive", "ts_ms", "5000", "ticks_written", "1234");
        redis.client().xadd("log:heartbeats:stream", StreamEntryID.NEW_ENTRY, beat);
        redis.client()
                .xadd(
                        "log:errors:stream",
                        StreamEntryID.NEW_ENTRY,
                        Map.of("service", "rss_agg", "level", "WARN", "message", "feed: slow", "ts_ms", "5000"));
        redis.client().zadd("rss:schedule", 1, "tech|http://feed.example/");
        with(page -> {
            redis.client()
                    .xadd(
                            "events:market",
                            StreamEntryID.NEW_ENTRY,
                            Map.of("type", "halt", "symbol", "MSFT", "message", "halted", "severity", "warning"));
            assertThat(page.locator(".event-list .about")).hasText("MSFT");
            assertThat(page.locator("tr:has(button.symbol:text-is('MSFT')) .halt"))
                    .hasText("Halted");

            redis.client().xadd("events:briefings", StreamEntryID.NEW_ENTRY, briefing());
            page.getByText("Briefings").click();
            assertThat(page.locator(".briefing summary")).hasText("Chips rise");
            page.getByText("Services & feeds").click();
            assertThat(page.locator(".mesh-body")).containsText("ticks 1,234");
            assertThat(page.locator(".mesh-body")).containsText("http://feed.example/");
            page.screenshot(new Page.ScreenshotOptions().setPath(Chromium.picture("services")));
            page.locator("[role=tab]", new Page.LocatorOptions().setHasText("Log"))
                    .click();
            assertThat(page.locator(".log-list li")).containsText("feed: slow");

            page.keyboard().press("ArrowRight");
            assertThat(page.locator("[role=tab]", new Page.LocatorOptions().setHasText("Events")))
                    .isFocused();
        });
    }

    @Test
    void a_frozen_screen_holds_still_and_shows_what_came_when_it_goes_on() throws Exception {
        with(page -> {
            assertThat(page.locator("[data-news]")).hasCount(3);
            page.keyboard().press("f");
            assertThat(page.locator(".freeze")).containsText("Frozen");
            story(9, "Came meanwhile", "AAPL", uid(9));
            assertThat(page.locator(".freeze")).containsText("1");
            assertThat(page.locator("[data-news]")).hasCount(3);

            page.keyboard().press("f");
            assertThat(page.locator("[data-news]").first()).containsText("Came meanwhile");
        });
    }

    private static Map<String, String> briefing() {
        String data = "{'category':'tech','until_ms':60000,'items':2,'sentiments':{'bullish':2},"
                + "'sources':[{'uid':'1','title':'Chips rise','url':'https://news.example/'}]}";
        return Map.of("category", "tech", "until_ms", "60000", "data", data.replace('\'', '"'));
    }

    private static void price(String symbol, String price, String change, String bid, String ask) {
        redis.client().sadd("market:symbols", symbol);
        redis.client()
                .hset(
                        "market:snapshot:" + symbol,
                        Map.of(
                                "symbol",
                                symbol,
                                "price",
                                price,
                                "change",
                                change,
                                "change_pct",
                                change,
                                "bid",
                                bid,
                                "ask",
                                ask,
                                "received_ms",
                                "" + (System.currentTimeMillis() - 120_000)));
    }

    private static void story(int number, String title, String ticker, String story) {
        String uid = uid(number);
        redis.client()
                .set(
                        "rss:item:" + uid,
                        ("{'uid':'%s','title':'%s','tickers':['%s'],'story_id':'%s','url':'https://news.example/%d',"
                                        + "'category':'tech','source':'wire','published_ms':%d}")
                                .formatted(uid, title, ticker, story, number, number * 60_000)
                                .replace('\'', '"'));
        redis.client().zadd("rss:index", number * 60, uid);
        redis.client().xadd("rss:queue", StreamEntryID.NEW_ENTRY, Map.of("uid", uid));
    }

    private static void analysis(String uid) {
        redis.client()
                .set(
                        "rss:analysis:" + uid,
                        ("{'uid':'%s','summary':'It rose.','sentiment':{'label':'bullish','score':0.5,'confidence':0.8},"
                                        + "'tickers':[{'symbol':'AAPL','sentiment':'bullish','relevance':1,'reason':'Because it rose.'}],"
                                        + "'provenance':{'engine':'offline-rules','model':'rules','prompt_hash':'82d5661f54ec'}}")
                                .formatted(uid)
                                .replace('\'', '"'));
    }

    private static String uid(int number) {
        return "%040x".formatted(number);
    }
}
