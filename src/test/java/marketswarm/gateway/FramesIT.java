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

/** How smoothly the page moves while 2,000 ticks a second come in over 500 symbols: prints it, and judges no time. */
class FramesIT {

    private static final double PATIENCE_MS = 60_000;
    private static final int SYMBOLS = 500;
    private static final int TICKS_A_STEP = 40;
    private static final long STEP_NS = 20_000_000;
    private static final String FRAMES = """
            () => new Promise((done) => {
              const gaps = [];
              let before = performance.now();
              const until = before + 6000;
              const look = (now) => {
                gaps.push(now - before);
                before = now;
                if (now < until) requestAnimationFrame(look);
                else done(gaps.slice(1).sort((a, b) => a - b));
              };
              requestAnimationFrame(look);
            })
            """;

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private final AtomicBoolean running = new AtomicBoolean(true);
    private final AtomicLong sent = new AtomicLong();

    @Test
    void frames_while_two_thousand_ticks_a_second_come_in() throws Exception {
        try (AbstractPipeline pipeline = redis.client().pipelined()) {
            for (int i = 0; i < SYMBOLS; i++) tick(pipeline, i, 100);
        }
        for (int i = 0; i < SYMBOLS; i++) redis.client().sadd("market:symbols", symbol(i));
        Thread market = new Thread(this::ticks);
        try (RunningGateway gateway = new RunningGateway(redis.client(), 10, List.of());
                Chromium chromium = Chromium.start()) {
            Page page = chromium.page(1440, 900);
            page.navigate(gateway.uri("/").toString());
            var patiently = new LocatorAssertions.HasCountOptions().setTimeout(PATIENCE_MS);
            assertThat(page.locator("button.symbol")).hasCount(SYMBOLS, patiently);
            print("at rest", page);

            market.start();
            page.waitForTimeout(2_000);
            long before = sent.get();
            print("2,000 ticks/s", page);

            assertThat(sent.get()).isGreaterThan(before);
            assertThat(page.locator(".last").first())
                    .containsText("▲", new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MS));
            assertThat(chromium.errors()).isEmpty();
        } finally {
            running.set(false);
            market.join();
        }
    }

    private void print(String when, Page page) {
        long sentBefore = sent.get();
        long startNs = System.nanoTime();
        List<?> gaps = (List<?>) page.evaluate(FRAMES);
        double seconds = (System.nanoTime() - startNs) / 1e9;
        System.out.printf(
                "page: %s (%.0f ticks/s sent): %.1f frames/s; between frames p50 %.1f, p95 %.1f, p99 %.1f, most %.1f ms%n",
                when,
                (sent.get() - sentBefore) / seconds,
                1_000 * gaps.size() / gaps.stream().mapToDouble(FramesIT::ms).sum(),
                ms(gaps.get(gaps.size() / 2)),
                ms(gaps.get(gaps.size() * 95 / 100)),
                ms(gaps.get(gaps.size() * 99 / 100)),
                ms(gaps.get(gaps.size() - 1)));
        assertThat(gaps).isNotEmpty();
    }

    private static double ms(Object gap) {
        return ((Number) gap).doubleValue();
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
                Map.of("symbol", symbol(number), "price", text, "ts_ms", now, "received_ms", now, "change", "1"));
    }

    private static String symbol(int number) {
        return "SYM" + number;
    }
}
