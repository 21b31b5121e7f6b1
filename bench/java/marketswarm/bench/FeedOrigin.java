package marketswarm.bench;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import marketswarm.redis.Json;

/** Sites with feeds on addresses of loopback: nine of ten conditional requests find nothing new. Remembers when each was asked. */
final class FeedOrigin implements AutoCloseable {

    private static final int CHANGES_ONE_IN = 10;

    private final Vertx vertx = Vertx.vertx();
    private final AtomicLong asked = new AtomicLong();
    private final AtomicLong unchanged = new AtomicLong();
    private final Set<String> feedsAsked = ConcurrentHashMap.newKeySet();
    private final Map<String, ConcurrentLinkedQueue<Long>> times = new ConcurrentHashMap<>();
    private final List<String> urls = new ArrayList<>();

    /** @param hosts addresses 127.0.1.1 and on, which share the feeds */
    FeedOrigin(int hosts, int feeds) throws Exception {
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

    String urlsAsJson() {
        return Json.write(urls);
    }

    long asked() {
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
                    .end(feed(request.path()));
        }
        asked.incrementAndGet();
    }

    /** Twenty entries, the first of which is new and says when it was published. */
    private static String feed(String path) {
        long now = System.currentTimeMillis();
        var text = new StringBuilder("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Feed</title>"
                + "<link>https://news.example</link><description>d</description>");
        for (int entry = 0; entry < 20; entry++) {
            String guid = path + "-" + (entry == 0 ? now : entry);
            text.append("<item><guid>")
                    .append(guid)
                    .append("</guid><title>")
                    .append(entry == 0 ? now : 0)
                    .append(" word")
                    .append(Long.toHexString(guid.hashCode() * 2654435761L))
                    .append(" opens plant ")
                    .append(Long.toHexString(guid.hashCode() * 40503L))
                    .append("</title><link>https://news.example")
                    .append(guid)
                    .append("</link><description>A plant of the usual kind was opened, the company said.")
                    .append("</description></item>");
        }
        return text.append("</channel></rss>").toString();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
