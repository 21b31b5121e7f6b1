package marketswarm.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.WaitUntilState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import marketswarm.testing.Chromium;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code ./marketswarm demo}, as somebody sees it who has just cloned the repository. */
class DemoIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(10);
    private static final String CONTEXT = "org.apache.camel:context=marketswarm,name=%22marketswarm%22,type=context";

    @RegisterExtension
    final Programs programs = new Programs();

    private Program demo(String name) {
        return programs.marketswarm(name, Map.of(), "demo", "--port", "0");
    }

    private static String page(Program demo) throws InterruptedException {
        return demo.says("^ +page +(http://127\\.0\\.0\\.1:\\d+)/$", PATIENCE).group(1);
    }

    private static String management(Program demo) throws InterruptedException {
        return demo.says("^ +health +(http://127\\.0\\.0\\.1:\\d+)/observe/health$", PATIENCE)
                .group(1);
    }

    private static Path data(Program demo) throws InterruptedException {
        return Path.of(demo.says("cat (\\S+)/redis-url\\)", PATIENCE).group(1));
    }

    private static ProcessHandle redis(Program demo) {
        List<ProcessHandle> children = demo.children().toList();
        assertThat(children).as("the demo's redis-server").hasSize(1);
        return children.get(0);
    }

    @Test
    void the_page_shows_prices_that_move_and_news_with_its_analysis() throws Exception {
        try (Chromium chromium = Chromium.start()) {
            Page page = chromium.page(1440, 1000);
            Program demo = demo("demo");
            page.navigate(page(demo) + "/", new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));

            Locator price = page.locator("tr:has(button.symbol:text-is('AAPL')) .last");
            // an assertion looks once a second after a while, this one waits for the moment
            price.filter(new Locator.FilterOptions().setHasText(Pattern.compile("\\d")))
                    .waitFor(new Locator.WaitForOptions().setTimeout(millis()));
            System.out.printf("demo: first price on the page after %.1f s%n", seconds(demo.age()));
            String first = price.innerText();
            assertThat(price).not().hasText(first, new LocatorAssertions.HasTextOptions().setTimeout(millis()));

            Locator newest = page.locator("article.item").first();
            assertThat(newest).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(millis()));
            String headline = newest.getAttribute("aria-label");
            assertThat(newest)
                    .not()
                    .hasAttribute(
                            "aria-label", headline, new LocatorAssertions.HasAttributeOptions().setTimeout(millis()));
            String fresh = newest.getAttribute("aria-label");
            Locator analysis = page.locator("article.item")
                    .filter(new Locator.FilterOptions()
                            .setHas(page.locator("h3", new Page.LocatorOptions().setHasText(fresh))))
                    .first()
                    .locator(".verdict");
            assertThat(analysis).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(millis()));

            page.screenshot(new Page.ScreenshotOptions().setPath(Chromium.picture("demo")));
            assertThat(chromium.errors()).isEmpty();
        }
    }

    @Test
    void health_metrics_console_and_mirror_answer_and_nobody_can_stop_it_from_there() throws Exception {
        Program demo = demo("demo");
        String page = page(demo);
        String management = management(demo);
        ProcessHandle redis = redis(demo);

        await("healthy, all of it").atMost(PATIENCE).untilAsserted(() -> {
            assertThat(Http.get(management + "/observe/health").status()).isEqualTo(200);
            assertThat(Http.get(management + "/observe/health")
                            .json()
                            .path("status")
                            .asText())
                    .isEqualTo("UP");
        });
        assertThat(Http.get(management + "/observe/metrics").body())
                .contains("camel_", "jvm_memory_used_bytes{area=\"heap\"");
        assertThat(Http.get(management + "/hawtio/").body()).contains("<title>Hawtio</title>");

        assertThat(Http.get(page + "/api/symbols").json().path("symbols"))
                .extracting(symbol -> symbol.asText())
                .contains("AAPL", "X:BTCUSD", "C:EURUSD", "I:SPX");
        await("prices and analyses in the mirror").atMost(PATIENCE).untilAsserted(() -> {
            assertThat(Http.get(page + "/api/snapshots?symbols=AAPL").body()).contains("\"price\"");
            String uid =
                    Http.get(page + "/api/news?limit=1").body().replaceFirst("(?s).*?\"uid\":\"([0-9a-f]{40}).*", "$1");
            assertThat(Http.get(page + "/api/news/" + uid)
                            .json()
                            .path("analysis")
                            .path("summary")
                            .asText())
                    .isNotEmpty();
        });

        String jolokia = management + "/hawtio/jolokia";
        assertThat(Http.get(jolokia + "/read/" + CONTEXT + "/Uptime")
                        .json()
                        .path("status")
                        .asInt())
                .isEqualTo(200);
        assertThat(Http.get(jolokia + "/exec/" + CONTEXT + "/stop()")
                        .json()
                        .path("status")
                        .asInt())
                .isEqualTo(403);
        assertThat(Http.post(
                                jolokia,
                                "{\"type\":\"write\",\"mbean\":\"java.util.logging:type=Logging\",\"attribute\":\"x\",\"value\":1}")
                        .json()
                        .path("status")
                        .asInt())
                .isEqualTo(403);
        assertThat(Http.get(jolokia + "/read/java.lang:type=Runtime/SystemProperties")
                        .json()
                        .path("status")
                        .asInt())
                .isEqualTo(403);

        Program.Ended ended = demo.stop(ENDS_WITHIN);

        System.out.printf("demo: ended %.1f s after SIGTERM with exit code %d%n", seconds(ended.took()), ended.code());
        assertThat(ended.code()).isZero();
        assertThat(redis.isAlive()).as("its redis-server lives on").isFalse();
        assertThat(data(demo)).doesNotExist();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void two_run_beside_each_other_and_one_that_is_killed_leaves_no_server_behind() throws Exception {
        Program one = demo("one");
        management(one);
        Program other = demo("other");
        assertThat(page(one)).isNotEqualTo(page(other));
        assertThat(management(one)).isNotEqualTo(management(other));
        ProcessHandle redis = redis(one);
        Path data = data(one);

        one.kill();

        await("the kernel ends its redis-server").atMost(ENDS_WITHIN).until(() -> isDead(redis));
        assertThat(Http.get(page(other) + "/api/symbols").status()).isEqualTo(200);
        delete(data);
    }

    /** A zombie that nobody has waited for yet is dead as well. */
    private static boolean isDead(ProcessHandle process) throws IOException {
        Path status = Path.of("/proc/" + process.pid() + "/stat");
        return !process.isAlive() || Files.readString(status).contains(") Z ");
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }

    private static double millis() {
        return PATIENCE.toMillis();
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }
}
