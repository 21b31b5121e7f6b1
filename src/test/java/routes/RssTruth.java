package routes;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Truth documents with one category of feeds, and a feed. */
final class RssTruth {

    static final String FEED = new String(feed("apple"), StandardCharsets.UTF_8);

    private RssTruth() {}

    static String of(String... urls) {
        return document(Stream.of(urls).map(url -> "\"" + url + "\"").collect(Collectors.joining(", ")));
    }

    /** @param feeds as they stand in truth's list */
    static String document(String feeds) {
        return """
                {"version": "t1",
                 "components": {
                   "rss_agg": {"meta": {"name": "RSS", "service_id": "rss_agg"}, "poll_interval_min": 5,
                     "enabled_categories": ["tech"], "categories": {"tech": [%s]},
                     "timeout_sec": 1, "max_megabytes": 1, "concurrency_per_category": 2},
                   "vexy_ai": {"meta": {"name": "Vexy", "service_id": "vexy_ai"}, "engine": "offline", "concurrency": 2}},
                 "secrets": {"rss_agg": {"user_agent": "Tester/1.0 (+https://example.org/contact)"},
                   "vexy_ai": {"openai_api_key": "unused"}}}""".formatted(feeds);
    }

    /** One item, known by its name and published an hour ago: what is old is forgotten, so no date may stand here. */
    static byte[] feed(String name) {
        return """
                <?xml version="1.0"?><rss version="2.0"><channel><title>News</title><link>https://news.example</link>
                <item><title>Apple beats estimates</title><link>https://news.example/%s</link>
                <guid>%s</guid><pubDate>%s</pubDate>
                <description>Apple Inc. (NASDAQ: AAPL) sold more phones than expected in the quarter.</description></item>
                </channel></rss>""".formatted(name, name, anHourAgo()).getBytes(StandardCharsets.UTF_8);
    }

    private static String anHourAgo() {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).minusHours(1));
    }
}
