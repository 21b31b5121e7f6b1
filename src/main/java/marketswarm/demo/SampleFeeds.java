package marketswarm.demo;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jsoup.nodes.Entities;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * News for the demo, on loopback: {@code /tech.xml} and {@code /markets.xml} (RSS 2.0), {@code /world.atom},
 * {@code /macro.json} (JSON Feed). Items keep appearing. Answers conditional requests (RFC 9110) with 304.
 */
public final class SampleFeeds implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SampleFeeds.class);
    private static final String HOST = "127.0.0.1";

    private final Vertx vertx;
    private final Clock clock;
    private final List<SampleFeed> feeds;
    private final HttpServer server;

    private SampleFeeds(long seed, Clock clock) {
        this.clock = clock;
        Newsroom newsroom = Newsroom.open();
        Instant start = clock.instant();
        this.feeds = List.of(
                new SampleFeed(newsroom, "tech", FeedFormat.RSS, seed, start),
                new SampleFeed(newsroom, "markets", FeedFormat.RSS, seed, start),
                new SampleFeed(newsroom, "world", FeedFormat.ATOM, seed, start),
                new SampleFeed(newsroom, "macro", FeedFormat.JSON_FEED, seed, start));
        this.vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        this.server = vertx.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
                .requestHandler(router());
    }

    /** Serves on a free port of loopback. Equal seed and start give equal feeds. */
    public static SampleFeeds start(long seed) {
        return start(seed, Clock.systemUTC());
    }

    /** @param clock decides which items have appeared */
    public static SampleFeeds start(long seed, Clock clock) {
        return start(seed, clock, HOST, 0);
    }

    /** @param port 0 for any that is free */
    static SampleFeeds start(long seed, Clock clock, String host, int port) {
        SampleFeeds feeds = new SampleFeeds(seed, clock);
        feeds.server
                .listen(port, host)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        LOG.info("demo: sample feeds url={}", feeds.url());
        return feeds;
    }

    /** {@code http://127.0.0.1:<port>}. */
    public String url() {
        return "http://" + HOST + ":" + server.actualPort();
    }

    /** The same server by the name that readers see as the source; every browser resolves it to loopback. */
    private String site() {
        return "http://newswire.localhost:" + server.actualPort();
    }

    /** Category to feed addresses, in the shape that truth has them. */
    public Map<String, List<String>> categories() {
        Map<String, List<String>> categories = new TreeMap<>();
        feeds.forEach(feed -> categories.put(feed.name(), List.of(url() + "/" + feed.file())));
        return categories;
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Router router() {
        Router router = Router.router(vertx);
        for (SampleFeed feed : feeds) {
            router.get("/" + feed.file()).handler(context -> serve(context, feed));
        }
        router.get("/items/:id").handler(this::page);
        return router;
    }

    private void serve(RoutingContext context, SampleFeed feed) {
        feed.advance(clock.instant());
        var response = context.response()
                .putHeader(HttpHeaders.ETAG, feed.etag())
                .putHeader(HttpHeaders.LAST_MODIFIED, FeedFormat.HTTP_DATE.format(feed.modified()))
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        if (isKnown(context.request(), feed)) {
            response.setStatusCode(304).end();
            return;
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, feed.format().contentType())
                .end(feed.format().write(feed, site()));
    }

    /** If-None-Match decides alone when it is there; the date is only asked without it. */
    private static boolean isKnown(HttpServerRequest request, SampleFeed feed) {
        String tags = request.getHeader(HttpHeaders.IF_NONE_MATCH);
        if (tags == null) return isKnownSince(request.getHeader(HttpHeaders.IF_MODIFIED_SINCE), feed.modified());
        return Arrays.stream(tags.split(",", -1))
                .map(tag -> tag.trim().replaceFirst("^W/", ""))
                .anyMatch(tag -> tag.equals("*") || tag.equals(feed.etag()));
    }

    private static boolean isKnownSince(@Nullable String date, Instant modified) {
        if (date == null) return false;
        try {
            Instant known = FeedFormat.HTTP_DATE.parse(date, Instant::from);
            return !modified.truncatedTo(ChronoUnit.SECONDS).isAfter(known);
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** What an item links to. */
    private void page(RoutingContext context) {
        feeds.stream()
                .flatMap(feed -> feed.item(context.pathParam("id")).stream())
                .findFirst()
                .ifPresentOrElse(
                        item -> context.response()
                                .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                                .end(html(item.story())),
                        () -> context.response().setStatusCode(404).end());
    }

    private static String html(Newsroom.Story story) {
        String title = Entities.escape(story.title());
        return "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>" + title + "</title><h1>" + title
                + "</h1><p>" + Entities.escape(story.body()) + "</p></html>";
    }
}
