package marketswarm.bench.drill;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import marketswarm.redis.Sha1;

/**
 * A site with feeds that go on publishing and knows each of its items. Now and then two feeds carry the same one. No two
 * tell the same story, so each is to be analyzed.
 */
final class NewsSource implements AutoCloseable {

    /** How the site may misbehave. */
    enum Mood {
        WELL,
        FAILING,
        SILENT,
        GARBLED
    }

    private static final int ONE_IN_BOTH = 10;
    private static final int WORDS = 9;
    private static final String[] SYLLABLES = "ba ce di fo gu la me ni po ru sa te vi wo zu ar el in or un".split(" ");

    private final int feeds;
    private final HttpServer server;
    private final List<List<Integer>> carried = new ArrayList<>();
    private final Set<String> guids = new TreeSet<>();
    private volatile Mood mood = Mood.WELL;
    private int published;

    NewsSource(Vertx vertx, int feeds) {
        this.feeds = feeds;
        for (int feed = 0; feed < feeds; feed++) carried.add(new ArrayList<>());
        server = vertx.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
                .requestHandler(this::answer);
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
    }

    int port() {
        return server.actualPort();
    }

    /** Paths of some of the feeds. */
    List<String> paths(int from, int to) {
        return IntStream.range(from, to).mapToObj(feed -> "/" + feed).toList();
    }

    void is(Mood next) {
        mood = next;
    }

    /** One more item, in the feed whose turn it is. */
    synchronized void publish() {
        int item = published++;
        guids.add(guid(item));
        carried.get(item % feeds).add(item);
        if (item % ONE_IN_BOTH == 0) carried.get((item + 1) % feeds).add(item);
    }

    /** What identifies each of its items, as the house makes it of their guids. */
    synchronized Set<String> uids() {
        Set<String> uids = new TreeSet<>();
        guids.forEach(guid -> uids.add(Sha1.hex(guid)));
        return uids;
    }

    synchronized int published() {
        return published;
    }

    private void answer(HttpServerRequest request) {
        switch (mood) {
            case FAILING -> request.response().setStatusCode(500).end("out of order");
            case SILENT -> {} // it never answers
            case GARBLED -> rss(request, feed(request).substring(0, 90));
            case WELL -> well(request);
        }
    }

    private void well(HttpServerRequest request) {
        String tag = "\"" + carries(request) + "\"";
        if (tag.equals(request.getHeader("If-None-Match")))
            request.response().setStatusCode(304).end();
        else {
            request.response().putHeader("ETag", tag);
            rss(request, feed(request));
        }
    }

    private static void rss(HttpServerRequest request, String body) {
        request.response()
                .putHeader("Content-Type", "application/rss+xml; charset=utf-8")
                .end(body);
    }

    private synchronized int carries(HttpServerRequest request) {
        return carried.get(number(request)).size();
    }

    private synchronized String feed(HttpServerRequest request) {
        int feed = number(request);
        StringBuilder text = new StringBuilder("<rss version=\"2.0\"><channel><title>Feed " + feed
                + "</title><link>https://news.example</link><description>d</description>");
        carried.get(feed).forEach(item -> append(text, item));
        return text.append("</channel></rss>").toString();
    }

    private static int number(HttpServerRequest request) {
        return Integer.parseInt(request.path().substring(1));
    }

    private static String guid(int item) {
        return "drill-item-" + item;
    }

    private static void append(StringBuilder text, int item) {
        String words = headline(item);
        text.append("<item><guid isPermaLink=\"false\">")
                .append(guid(item))
                .append("</guid><title>")
                .append(words)
                .append("</title><description>")
                .append(words)
                .append(", said item ")
                .append(item)
                .append(".</description><pubDate>")
                .append(DATE)
                .append("</pubDate></item>");
    }

    private static final String DATE = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));

    /** Words that no other item has together. */
    private static String headline(int item) {
        var random = new SplittableRandom(item * 7_919L + 1);
        var words = new StringBuilder();
        for (int word = 0; word < WORDS; word++) {
            words.append(word == 0 ? "" : " ");
            for (int syllable = 0; syllable < 3; syllable++) words.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
        }
        return words.toString();
    }

    @Override
    public void close() {
        server.close();
    }
}
