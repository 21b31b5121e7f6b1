package marketswarm.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Many feeds on one server; each has the same number of items, none of them alike, and the number grows. */
final class FeedFarm implements AutoCloseable {

    private static final int WORDS_IN_A_TITLE = 8;
    private static final int MOST = 1_000;

    private final int feeds;
    private final String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final AtomicLong polls = new AtomicLong();
    private final HttpServer server;
    private volatile int items;

    FeedFarm(int feeds, int items) throws IOException {
        this.feeds = feeds;
        this.items = items;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Addresses of some of the feeds. */
    List<String> urls(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(feed -> "http://127.0.0.1:" + server.getAddress().getPort() + "/" + feed)
                .toList();
    }

    /** One more item in each feed. */
    void publish() {
        items++;
    }

    long items() {
        return (long) items * feeds;
    }

    long polls() {
        return polls.get();
    }

    private void answer(HttpExchange asked) throws IOException {
        polls.incrementAndGet();
        int feed = Integer.parseInt(asked.getRequestURI().getPath().substring(1));
        byte[] body = rss(feed).getBytes(StandardCharsets.UTF_8);
        asked.getResponseHeaders().set("Content-Type", "application/rss+xml; charset=utf-8");
        asked.sendResponseHeaders(200, body.length);
        try (var out = asked.getResponseBody()) {
            out.write(body);
        }
    }

    private String rss(int feed) {
        return IntStream.range(0, items)
                .mapToObj(item -> item(feed, item))
                .collect(Collectors.joining(
                        "", "<rss version=\"2.0\"><channel><title>Feed " + feed + "</title>", "</channel></rss>"));
    }

    private String item(int feed, int item) {
        var random = new Random(feed * (long) MOST + item);
        String words = IntStream.range(0, WORDS_IN_A_TITLE)
                .mapToObj(word -> Long.toString(random.nextLong() >>> 24, 36))
                .collect(Collectors.joining(" "));
        return "<item><guid isPermaLink=\"false\">" + feed + "-" + item + "</guid><title>" + words
                + "</title><description>" + words + ".</description><pubDate>" + date + "</pubDate></item>";
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
