package marketswarm.testing;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * The Chromium of this machine, driven by Playwright, which downloads none. Where there is no Chromium a test is skipped,
 * loudly; where {@code MARKETSWARM_BROWSER_REQUIRED=true} it fails.
 */
public final class Chromium implements AutoCloseable {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Playwright playwright;
    private final Browser browser;
    private final List<String> errors = new ArrayList<>();

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** Starts it, or skips the test. */
    public static Chromium start() {
        Path program = find().orElseGet(Chromium::absent);
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        try {
            return new Chromium(
                    playwright,
                    playwright
                            .chromium()
                            .launch(new BrowserType.LaunchOptions()
                                    .setExecutablePath(program)
                                    .setArgs(FLAGS)));
        } catch (RuntimeException e) {
            playwright.close();
            throw e;
        }
    }

    /** Where a screenshot is kept as an artifact of the build. */
    public static Path picture(String name) {
        return Path.of("target/screenshots", name + ".png");
    }

    /** A new page of a user of its own, whose errors are collected. */
    public Page page(int width, int height) {
        return watched(browser.newPage(new Browser.NewPageOptions().setViewportSize(width, height)));
    }

    /** A user, whose tabs share what a browser shares. */
    public BrowserContext user(int width, int height) {
        return browser.newContext(new Browser.NewContextOptions().setViewportSize(width, height));
    }

    /** The page, with its errors collected from now on. */
    public Page watched(Page page) {
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) errors.add(message.text() + " at " + message.location());
        });
        page.onPageError(errors::add);
        page.onResponse(response -> {
            if (response.status() >= 400) errors.add(response.status() + " " + response.url());
        });
        return page;
    }

    /** What the pages wrote to their console as an error, threw, or asked for in vain. */
    public List<String> errors() {
        return List.copyOf(errors);
    }

    @Override
    public void close() {
        playwright.close();
    }

    private static Optional<Path> find() {
        String given = System.getProperty("CHROMIUM_PATH", System.getenv().getOrDefault("CHROMIUM_PATH", ""));
        Stream<Path> named = given.isBlank() ? Stream.of() : Stream.of(Path.of(given));
        String[] folders = System.getenv().getOrDefault("PATH", "").split(File.pathSeparator);
        Stream<Path> onPath =
                NAMES.stream().flatMap(name -> Arrays.stream(folders).map(folder -> Path.of(folder, name)));
        return Stream.concat(named, onPath).filter(Files::isExecutable).findFirst();
    }

    private static Path absent() {
        String how = "BROWSER TESTS SKIPPED: no Chromium. Install chromium so that it is on the PATH,"
                + " or name one by CHROMIUM_PATH (environment or system property).";
        if ("true".equals(System.getenv("MARKETSWARM_BROWSER_REQUIRED"))) return Assertions.fail(how);
        System.out.println("*".repeat(how.length()) + "\n" + how + "\n" + "*".repeat(how.length()));
        return Assumptions.abort(how);
    }
}
