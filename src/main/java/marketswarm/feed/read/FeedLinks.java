package marketswarm.feed.read;

import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** The feeds that a web page names in its head (RSS autodiscovery, HTML standard §4.6.7.2). */
public final class FeedLinks {

    private static final Set<String> TYPES =
            Set.of("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json");
    /** A head ends long before. */
    private static final int LOOKED_AT = 500_000;

    private FeedLinks() {}

    /** The first of them, absolute, leaving out those of comments; null when the page names none. */
    public static @Nullable String first(String page, String pageUrl) {
        Document document = Jsoup.parse(page.substring(0, Math.min(LOOKED_AT, page.length())));
        Element base = document.selectFirst("base[href]");
        String from = base == null
                ? pageUrl
                : Objects.requireNonNullElse(Links.absolute(pageUrl, base.attr("href")), pageUrl);
        return document.select("link[rel~=(?i)\\balternate\\b][href]").stream()
                .filter(link -> TYPES.contains(type(link)))
                .filter(link -> !link.attr("title").toLowerCase(Locale.ROOT).contains("comment"))
                .map(link -> Links.absolute(from, link.attr("href")))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static String type(Element link) {
        return link.attr("type").toLowerCase(Locale.ROOT).split(";", 2)[0].strip();
    }
}
