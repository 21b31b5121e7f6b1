package marketswarm.feed.hub;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import marketswarm.feed.read.Links;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * What a feed offers to those who want its news brought (W3C WebSub §4): by its Link headers, else by its own links, or by
 * the list of hubs of JSON Feed.
 *
 * @param topic the address by which the hub knows the feed
 */
public record HubOffer(String hub, String topic) {

    private static final Pattern HEADER_LINK = Pattern.compile("<([^<>]*)>((?:\\s*;[^<>;,]*)+)");
    private static final Pattern ELEMENT = Pattern.compile("<(?:\\w+:)?link\\b([^<>]*)>", Pattern.CASE_INSENSITIVE);
    private static final Pattern REL = attribute("rel");
    private static final Pattern HREF = attribute("href");
    private static final Pattern JSON_HUBS = Pattern.compile("\"hubs\"\\s*:\\s*\\[([^\\]]*)]");
    private static final Pattern JSON_URL = Pattern.compile("\"url\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern JSON_SELF = Pattern.compile("\"feed_url\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern FIRST_ENTRY = Pattern.compile("<(?:\\w+:)?(?:item|entry)[\\s>]");

    private record Link(String rel, String href) {

        boolean is(String kind) {
            return Arrays.asList(rel.toLowerCase(Locale.ROOT).split("\\s+")).contains(kind);
        }
    }

    /**
     * @param header of the answer, by its name
     * @param text of the feed, or its beginning
     * @param feedUrl where it was found; also its topic, where it does not name another
     * @return null when it offers none
     */
    public static @Nullable HubOffer of(UnaryOperator<@Nullable String> header, String text, String feedUrl) {
        String links = header.apply("Link");
        HubOffer ofHeaders = links == null
                ? null
                : of(
                        HEADER_LINK
                                .matcher(links)
                                .results()
                                .map(HubOffer::headerLink)
                                .toList(),
                        feedUrl);
        if (ofHeaders != null) return ofHeaders;
        return text.stripLeading().startsWith("{")
                ? json(text, feedUrl)
                : of(elements(text).toList(), feedUrl);
    }

    private static @Nullable HubOffer of(Iterable<Link> links, String feedUrl) {
        String hub = null;
        String self = null;
        for (Link link : links) {
            if (hub == null && link.is("hub")) hub = web(feedUrl, link.href());
            if (self == null && link.is("self")) self = web(feedUrl, link.href());
        }
        return hub == null ? null : new HubOffer(hub, self == null ? feedUrl : self);
    }

    private static @Nullable HubOffer json(String text, String feedUrl) {
        Matcher hubs = JSON_HUBS.matcher(text);
        if (!hubs.find()) return null;
        String hub = first(JSON_URL, hubs.group(1), feedUrl);
        String self = first(JSON_SELF, text, feedUrl);
        return hub == null ? null : new HubOffer(hub, self == null ? feedUrl : self);
    }

    private static @Nullable String first(Pattern pattern, String text, String feedUrl) {
        Matcher found = pattern.matcher(text);
        return found.find() ? web(feedUrl, found.group(1).replace("\\/", "/")) : null;
    }

    private static Stream<Link> elements(String text) {
        Matcher entry = FIRST_ENTRY.matcher(text);
        String head = entry.find() ? text.substring(0, entry.start()) : text;
        return ELEMENT.matcher(head)
                .results()
                .map(link -> new Link(value(REL, link.group(1)), value(HREF, link.group(1))));
    }

    private static Link headerLink(MatchResult link) {
        return new Link(value(REL, link.group(2)), link.group(1).strip());
    }

    private static Pattern attribute(String name) {
        return Pattern.compile(
                "\\b" + name + "\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s;,\"'>]+))", Pattern.CASE_INSENSITIVE);
    }

    private static String value(Pattern attribute, String attributes) {
        Matcher found = attribute.matcher(attributes);
        if (!found.find()) return "";
        String value =
                found.group(1) == null ? found.group(2) == null ? found.group(3) : found.group(2) : found.group(1);
        return Parser.unescapeEntities(value, true).strip();
    }

    private static @Nullable String web(String feedUrl, String href) {
        String url = href.isEmpty() ? null : Links.absolute(feedUrl, href);
        return url != null && url.matches("(?i)https?://.+") && isAddress(url) ? url : null;
    }

    /** Links to pages may be sloppy, for browsers mend them; who posts to a hub does not. */
    private static boolean isAddress(String url) {
        try {
            return new URI(url).getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
