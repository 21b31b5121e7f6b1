package marketswarm.it;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** A feed that has one item, and all at once many more. */
final class BurstFeed implements AutoCloseable {

    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
    private volatile int items = 1;

    BurstFeed() throws IOException {
        server.createContext("/burst.xml", exchange -> {
            byte[] body = rss().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/rss+xml; charset=utf-8");
            exchange.sendResponseHeaders(200, body.length);
            try (var out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/burst.xml";
    }

    void publish(int more) {
        items += more;
    }

    private String rss() {
        StringBuilder rss = new StringBuilder(
                "<rss version=\"2.0\"><channel><title>Burst</title><link>http://127.0.0.1/</link><description>d</description>");
        for (int n = items; n > 0; n--)
            rss.append("<item><guid isPermaLink=\"false\">burst-")
                    .append(n)
                    .append("</guid><title>Apple beats estimates, quarter ")
                    .append(n)
                    .append("</title><link>http://127.0.0.1/items/")
                    .append(n)
                    .append("</link><description>Shares of Apple rise.</description><pubDate>")
                    .append(date)
                    .append("</pubDate></item>");
        return rss.append("</channel></rss>").toString();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
