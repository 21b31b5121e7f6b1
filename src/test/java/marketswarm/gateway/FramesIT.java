package marketswarm.gateway;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import marketswarm.testing.Chromium;
import marketswarm.testing.RealRedis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.StreamEntryID;

/**
 * How smoothly the page moves while 2,000 ticks a second come in over 500 symbols: prints it, beside a page with nothing
 * but one moving square, and judges no time. What it judges is how much work a frame may bring, which no load changes.
 */
class FramesIT {

    private static final double PATIENCE_MS = 60_000;
    private static final int SYMBOLS = 500;
    private static final int TICKS_A_STEP = 40;
    private static final long STEP_NS = 20_000_000;
    private static final String SQUARE = """
            <style>@keyframes go { to { transform: translateX(400px) } }
            div { width: 50px; height: 50px; background: teal; animation: go 1s infinite }</style><div></div>""";

    /** What the page says to other tabs, and how often what is shown of prices changes. */
    private static final String COUNTS = """
            window.said = 0;
            const post = BroadcastChannel.prototype.postMessage;
            BroadcastChannel.prototype.postMessage = function (message) { window.said++; post.call(this, message); };
            window.drawn = 0;
            window.changes = 0;
            const look = () => { window.drawn++; requestAnimationFrame(look); };
            requestAnimationFrame(look);
            window.watchPrices = () => new MutationObserver(() => window.changes++).observe(
              document.querySelector(".quotes"), { subtree: true, childList: true, characterData: true, attributes: true });
            """;

    private static final String ANIMATED = """
            () => [...new Set(document.getAnimations({ subtree: true }).flatMap((one) =>
              one.effect.getKeyframes().flatMap(Object.keys)))]
              .filter((name) => !["offset", "computedOffset", "easing", "composite"].includes(name))""";

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private final AtomicBoolean running = new AtomicBoolean(true);
    private final AtomicLong sent = new AtomicLong();

    @Test
    void two_thousand_ticks_a_second_are_shown_a_frame_at_a_time() throws Exception {
        fill();
        Thread market = new Thread(this::ticks);
        try (RunningGateway gateway = new RunningGateway(redis.client(), 10, List.of());
                Chromium chromium = Chromium.start()) {
            Page page = chromium.page(1440, 900);
            page.addInitScript(COUNTS);
            page.navigate(gateway.uri("/").toString());
            assertThat(page.locator("button.symbol"))
                    .hasCount(SYMBOLS, new LocatorAssertions.HasCountOptions().setTimeout(PATIENCE_MS));
            print("at rest", page);
            market.start();
            page.waitForTimeout(2_000);
            long before = sent.get();

            long[] changesAndFrames = watched(page);

            assertThat(sent.get()).isGreaterThan(before);
            assertThat(changesAndFrames[0])
                    .as("changes of the watchlist in %d frames", changesAndFrames[1])
                    .isBetween(1L, changesAndFrames[1] + 10);
            bringsLittleWork(page);
            assertThat(chromium.errors()).isEmpty();
            page.close();
            Page square = chromium.page(1440, 900);
            square.setContent(SQUARE);
            print("one moving square, beside the same market", square);
        } finally {
            running.set(false);
            market.join();
        }
    }

    private static void fill() {
        try (AbstractPipeline pipeline = redis.client().pipelined()) {
            for (int i = 0; i < SYMBOLS; i++) tick(pipeline, i, 100);
        }
        for (int i = 0; i < SYMBOLS; i++) redis.client().sadd("market:symbols", symbol(i));
    }

    private long[] watched(Page page) {
        page.evaluate("() => window.watchPrices()");
        long framesBefore = count(page, "drawn");
        print("2,000 ticks/s", page);
        long changes = count(page, "changes");
        return new long[] {changes, count(page, "drawn") - framesBefore};
    }

    private static void bringsLittleWork(Page page) {
        assertThat(page.locator(".last").first())
                .containsText("▲", new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MS));
        assertThat(count(page, "said")).as("messages to other tabs").isLessThan(10);
        assertThat(page.locator(".col-last").count())
                .as("lines that are more than a name")
                .isLessThan(SYMBOLS / 2);
        page.waitForFunction("() => document.getAnimations({ subtree: true }).length > 1");
        List<?> animated = (List<?>) page.evaluate(ANIMATED);
        assertThat(animated.stream().map(String::valueOf))
                .as("what the compositor moves without painting")
                .isNotEmpty()
                .isSubsetOf("opacity", "transform");
    }

    private static long count(Page page, String name) {
        return ((Number) page.evaluate("window." + name)).longValue();
    }

    private void print(String when, Page page) {
        long sentBefore = sent.get();
        PageWork work = PageWork.of(page);
        System.out.printf(
                "page: %s (%.0f ticks/s sent): %s%n", when, (sent.get() - sentBefore) / work.seconds(), work.text());
        assertThat(work.frames()).isPositive();
    }

    private void ticks() {
        long next = System.nanoTime();
        for (int step = 0; running.get(); step++) {
            try (AbstractPipeline pipeline = redis.client().pipelined()) {
                for (int i = 0; i < TICKS_A_STEP; i++) tick(pipeline, (step * TICKS_A_STEP + i) % SYMBOLS, 100 + step);
            }
            sent.addAndGet(TICKS_A_STEP);
            next += STEP_NS;
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    private static void tick(AbstractPipeline pipeline, int number, int price) {
        String text = price + "." + number % 100;
        String now = String.valueOf(System.currentTimeMillis());
        Map<String, String> fields = Map.of("type", "trade", "price", text, "ts_ms", now);
        pipeline.xadd("market:tick:" + symbol(number) + ":stream", StreamEntryID.NEW_ENTRY, fields);
        pipeline.hset(
                "market:snapshot:" + symbol(number),
                Map.of(
                        "symbol",
                        symbol(number),
                        "price",
                        text,
                        "bid",
                        text,
                        "ask",
                        text,
                        "ts_ms",
                        now,
                        "received_ms",
                        now,
                        "change",
                        "1",
                        "change_pct",
                        "0." + price));
    }

    private static String symbol(int number) {
        return "SYM" + number;
    }
}
