package marketswarm.bench;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import marketswarm.redis.Json;

/** Sites with feeds on addresses of loopback: nine of ten conditional requests find nothing new. Remembers when each was asked. */
public final class FeedOrigin implements AutoCloseable {

    private static final int CHANGES_ONE_IN = 10;

    private static final String[] SYLLABLES = "ba ce di fo gu la me ni po ru sa te vi wo zu ar el in or un".split(" ");

    private final Vertx vertx = Vertx.vertx();
    private final AtomicLong asked = new AtomicLong();
    private final AtomicLong unchanged = new AtomicLong();
    private final Set<String> feedsAsked = ConcurrentHashMap.newKeySet();
    private final Map<String, ConcurrentLinkedQueue<Long>> times = new ConcurrentHashMap<>();
    private final List<String> urls = new ArrayList<>();

    /** @param hosts addresses 127.0.1.1 and on, which share the feeds */
    public FeedOrigin(int hosts, int feeds) throws Exception {
        List<String> sites = new ArrayList<>();
        for (int host = 1; host <= hosts; host++) {
            String address = "127.0.1." + host;
            HttpServer server = vertx.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
                    .requestHandler(request -> answer(address, request));
            server.listen(0, address).toCompletionStage().toCompletableFuture().get();
            sites.add("http://" + address + ":" + server.actualPort());
        }
        for (int feed = 0; feed < feeds; feed++) urls.add(sites.get(feed % hosts) + "/" + feed);
    }

    List<String> urls() {
        return urls;
    }

    public String urlsAsJson() {
        return Json.write(urls);
    }

    public long asked() {
        return asked.get();
    }

    long unchanged() {
        return unchanged.get();
    }

    int feedsAsked() {
        return feedsAsked.size();
    }

    void forgetTimes() {
        times.clear();
    }

    /** Milliseconds between the beginnings of two requests to one host. */
    List<Long> gaps() {
        List<Long> gaps = new ArrayList<>();
        times.values().forEach(host -> {
            Long before = null;
            for (Long time : host) {
                if (before != null) gaps.add((time - before) / 1_000_000);
                before = time;
            }
        });
        return gaps;
    }

    private void answer(String host, HttpServerRequest request) {
        times.computeIfAbsent(host, h -> new ConcurrentLinkedQueue<>()).add(System.nanoTime());
        feedsAsked.add(host + request.path());
        boolean known = request.getHeader("If-None-Match") != null;
        if (known && ThreadLocalRandom.current().nextInt(CHANGES_ONE_IN) != 0) {
            unchanged.incrementAndGet();
            request.response().setStatusCode(304).end();
        } else {
            request.response()
                    .putHeader("ETag", "\"" + System.nanoTime() + "\"")
                    .putHeader("Content-Type", "application/rss+xml")
                    .end(feed(host, request.path()));
        }
        asked.incrementAndGet();
    }

    /** Twenty entries: a new one, which says when it was published, and those that all feeds of the site have. */
    private static String feed(String host, String path) {
        long now = System.currentTimeMillis();
        var text = new StringBuilder("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Feed</title>"
                + "<link>https://news.example</link><description>d</description>");
        append(text, path + "-" + now, now);
        for (int entry = 1; entry < 20; entry++) append(text, host + "-" + entry, 0);
        return text.append("</channel></rss>").toString();
    }

    private static void append(StringBuilder text, String guid, long publishedMs) {
        text.append("<item><guid>")
                .append(guid)
                .append("</guid><title>")
                .append(publishedMs)
                .append(headline(guid))
                .append("</title><link>https://news.example/")
                .append(guid)
                .append("</link><description>")
                .append(headline(guid + "!"))
                .append(", the company said.</description></item>");
    }

    /** Eight words that no other entry has together. */
    private static String headline(String seed) {
        var random = new SplittableRandom(seed.hashCode());
        var words = new StringBuilder();
        for (int word = 0; word < 8; word++) {
            words.append(' ');
            for (int syllable = 0; syllable < 3; syllable++) words.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
        }
        return words.toString();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
