package marketswarm.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import marketswarm.testing.Chromium;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Takes the README's pictures of the demo, made anew by
 * {@code mvn verify -Dtest=HouseTest -Dit.test=PicturesIT -Dpictures=write}.
 */
@EnabledIfSystemProperty(named = "pictures", matches = "write", disabledReason = "pictures are made when asked for")
class PicturesIT {

    private static final Path PICTURES = Path.of("admin/images");
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int MOMENTS = 4;
    private static final int BETWEEN_MS = 2_000;

    @RegisterExtension
    final Programs programs = new Programs();

    /** What is photographed, and how long after the first picture. */
    private record Moment(String watchlist, String news, long ms) {}

    @Test
    void the_page_in_motion() throws Exception {
        try (Chromium chromium = Chromium.start()) {
            Page page = chromium.page(1440, 900);
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
            Program demo = programs.marketswarm("demo", Map.of(), "demo", "--port", "0");
            page.navigate(demo.says("^ +page +(http://127\\.0\\.0\\.1:\\d+)/$", PATIENCE)
                    .group(1));
            page.locator("article.item .verdict").first().waitFor();

            List<Moment> moments = new ArrayList<>();
            long began = System.nanoTime();
            while (moments.size() < MOMENTS) {
                long ms = Duration.ofNanos(System.nanoTime() - began).toMillis();
                moments.add(new Moment(
                        shot(page.locator("table").first(), 250),
                        shot(page.locator("article.item").first(), 160),
                        ms));
                page.waitForTimeout(BETWEEN_MS);
            }
            assertThat(moments)
                    .as("each moment shows other prices")
                    .extracting(Moment::watchlist)
                    .doesNotHaveDuplicates();
            strip(chromium, moments);
        }
    }

    @Test
    void a_route_in_hawtio_with_its_live_counters() throws Exception {
        try (Chromium chromium = Chromium.start()) {
            Page page = chromium.page(1440, 810);
            Program demo = programs.marketswarm("demo", Map.of(), "demo", "--port", "0");
            String management = demo.says("^ +health +(http://127\\.0\\.0\\.1:\\d+)/observe/health$", PATIENCE)
                    .group(1);
            page.waitForTimeout(10 * BETWEEN_MS);
            page.navigate(management + "/hawtio/camel/routeDiagram");
            Locator group = page.locator("li", new Page.LocatorOptions().setHas(page.getByText("rss", exactly())))
                    .last();
            group.locator("[class*=toggle]").first().click();
            page.getByText("rss-news", exactly()).first().click();
            Locator last = page.getByText("(ID: rss-keep-state)").first();
            last.waitFor();
            last.evaluate("node => node.scrollIntoView()"); // it never stands still: its counters are live
            page.waitForTimeout(BETWEEN_MS);
            PlaywrightAssertions.assertThat(page.locator(".react-flow__node")
                            .filter(new Locator.FilterOptions().setHasText("rss-parse")))
                    .containsText(Pattern.compile("[1-9]"));
            page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve("hawtio.png")));
        }
    }

    private static Page.GetByTextOptions exactly() {
        return new Page.GetByTextOptions().setExact(true);
    }

    private static String shot(Locator of, int height) {
        var box = of.boundingBox();
        byte[] png = of.page()
                .screenshot(
                        new Page.ScreenshotOptions().setClip(box.x, box.y, box.width, Math.min(box.height, height)));
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
    }

    private static void strip(Chromium chromium, List<Moment> moments) throws IOException {
        StringBuilder html = new StringBuilder("""
                <style>
                  body { margin: 0; background: #0d1218; color: #9fb0c0; font: 14px system-ui, sans-serif }
                  main { display: flex; gap: 12px; padding: 12px; width: max-content }
                  figure { margin: 0; width: 420px } img { display: block; width: 100% }
                  figcaption { padding-bottom: 8px } img + img { margin-top: 8px }
                </style><main>""");
        for (Moment moment : moments)
            html.append("<figure><figcaption>+ %.1f s</figcaption><img src='%s'><img src='%s'></figure>"
                    .formatted(moment.ms / 1000.0, moment.watchlist, moment.news));
        try (Page page = chromium.page(1760, 480)) {
            page.setContent(html + "</main>");
            page.locator("main").screenshot(new Locator.ScreenshotOptions().setPath(PICTURES.resolve("motion.png")));
        }
    }
}
