package marketswarm.gateway;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import marketswarm.testing.Chromium;
import marketswarm.testing.RealRedis;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.StreamEntryID;

/** WCAG 2.2 AA by axe-core in every state of the page, from a small phone to a wall; and without motion. */
class AccessibilityIT {

    private static final double PATIENCE_MS = 30_000;
    private static final List<String> LEVELS = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private static Chromium chromium;
    private RunningGateway gateway;

    @BeforeAll
    static void open() {
        chromium = Chromium.start();
    }

    @AfterAll
    static void close() {
        chromium.close();
    }

    @BeforeEach
    void fill() {
        price("AAPL", "189.10", "1.25");
        price("MSFT", "410.00", "-2.50");
        item();
        redis.client().hset("mesh:state", "massive", "{\"state\":\"up\",\"age_ms\":900,\"truth_version\":\"7\"}");
        redis.client().hset("mesh:state", "logger", "{\"state\":\"down\",\"age_ms\":90000}");
        redis.client().xadd("events:market", StreamEntryID.NEW_ENTRY, event());
        redis.client()
                .xadd("log:errors:stream", StreamEntryID.NEW_ENTRY, Map.of("level", "WARN", "message", "feed: slow"));
        redis.client().zadd("rss:schedule", 1, "tech|http://feed.example/");
        gateway = new RunningGateway(redis.client(), 50, List.of());
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
    }

    @Test
    void the_desk_has_no_violation_dark_and_light_in_every_state() {
        try (BrowserContext user = chromium.user(1440, 900)) {
            Page page = live(user);
            check(page, "dark");
            page.locator("[data-open]").first().click();
            page.getByLabel("Edit the watchlist").click();
            for (String tab : List.of("Briefings", "Services & feeds", "Log")) {
                page.locator("[role=tab]", new Page.LocatorOptions().setHasText(tab))
                        .click();
                check(page, tab);
            }
            page.keyboard().press("t");
            page.getByLabel("Edit the watchlist").click();
            page.locator("[role=tab]", new Page.LocatorOptions().setHasText("Events"))
                    .click();
            check(page, "light");
            page.keyboard().press("?");
            check(page, "help");
            picture(page, "light");
        }
    }

    @Test
    void a_small_phone_and_a_wall_have_none_either_and_nothing_is_wider_than_the_screen() {
        for (int width : List.of(320, 390, 900, 2560)) {
            try (BrowserContext user = chromium.user(width, width < 500 ? 640 : 1200)) {
                Page page = live(user);
                for (String tab : width < 500 ? List.of("Watchlist", "Chart", "News", "Events") : List.of("")) {
                    if (!tab.isEmpty())
                        page.locator(".tabs button", new Page.LocatorOptions().setHasText(tab))
                                .click();
                    check(page, width + " px " + tab);
                    assertThat(page.evaluate("document.documentElement.scrollWidth"))
                            .as("width of " + tab)
                            .isEqualTo(width);
                    picture(page, width + tab.toLowerCase(Locale.ROOT));
                }
            }
        }
    }

    @Test
    void who_wants_no_motion_sees_none() {
        try (BrowserContext user = chromium.user(1200, 800)) {
            Page page = live(user);
            page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));

            price("AAPL", "190.10", "2.25");
            redis.client().xadd("market:tick:AAPL:stream", StreamEntryID.NEW_ENTRY, Map.of("type", "quote"));

            var last = page.locator("tr:has(button.symbol:text-is('AAPL')) .last");
            assertThat(last)
                    .containsText("190.10", new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MS));
            assertThat(last).hasCSS("animation-name", "none");
        }
    }

    @Test
    void everything_is_reached_by_keyboard_alone() {
        try (BrowserContext user = chromium.user(1440, 900)) {
            Page page = live(user);
            page.keyboard().press("Tab");
            assertThat(page.locator(".skip")).isFocused();

            Object reached = page.evaluate("""
                    () => [...document.querySelectorAll("button, a[href], input, select, [role=slider], [role=separator]")]
                      .filter((one) => one.checkVisibility() && one.tabIndex < 0 && one.role !== "tab")
                      .map((one) => one.outerHTML)
                    """);
            assertThat((List<?>) reached).as("what the Tab key passes by").isEmpty();

            page.locator("[role=separator]").first().focus();
            page.keyboard().press("ArrowRight");
            assertThat(page.locator("[role=separator]").first()).hasAttribute("aria-valuenow", "32");
        }
    }

    private Page live(BrowserContext user) {
        Page page = user.newPage();
        page.navigate(gateway.uri("/").toString());
        var patiently = new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MS);
        assertThat(page.locator(".connection")).containsText("Live", patiently);
        assertThat(page.locator(".news-list")).containsText("Apple rises", patiently);
        return page;
    }

    private static void check(Page page, String state) {
        List<Rule> violations = new AxeBuilder(page).withTags(LEVELS).analyze().getViolations();
        assertThat(violations.stream()
                        .map(rule -> rule.getId() + ": "
                                + rule.getNodes().stream()
                                        .map(node -> node.getHtml() + " " + node.getFailureSummary())
                                        .toList())
                        .toList())
                .as(state)
                .isEmpty();
    }

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Chromium.picture(name)));
    }

    private static void price(String symbol, String price, String change) {
        redis.client().sadd("market:symbols", symbol);
        redis.client()
                .hset(
                        "market:snapshot:" + symbol,
                        Map.of("symbol", symbol, "price", price, "change", change, "change_pct", change));
        redis.client()
                .xadd(
                        "market:tick:" + symbol + ":stream",
                        StreamEntryID.NEW_ENTRY,
                        Map.of("type", "trade", "price", price, "ts_ms", "60000"));
    }

    private static void item() {
        String uid = "%040x".formatted(1);
        String item = "{'uid':'" + uid + "','title':'Apple rises','summary':'It rose.','tickers':['AAPL'],"
                + "'source':'wire','category':'tech','url':'https://news.example/','published_ms':60000}";
        String analysis = "{'uid':'" + uid + "','summary':'It rose.','impact':'high','bullets':['Up.'],"
                + "'sentiment':{'label':'bullish','score':0.5,'confidence':0.8},"
                + "'tickers':[{'symbol':'AAPL','sentiment':'bullish','relevance':1,'reason':'It rose.'}],"
                + "'market_context':[{'symbol':'AAPL','price':'189.10','change_pct':'1.2','age_ms':900}],"
                + "'provenance':{'engine':'openai','model':'m','prompt_hash':'82d5'}}";
        redis.client().set("rss:item:" + uid, item.replace('\'', '"'));
        redis.client().set("rss:analysis:" + uid, analysis.replace('\'', '"'));
        redis.client().zadd("rss:index", 60, uid);
    }

    private static Map<String, String> event() {
        return Map.of("type", "halt", "symbol", "MSFT", "message", "halted", "severity", "warning", "ts_ms", "60000");
    }
}
