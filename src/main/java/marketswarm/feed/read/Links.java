package marketswarm.feed.read;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Links of a feed: absolute, http(s) only, and one spelling for those that mean the same page. */
public final class Links {

    private static final Pattern TRACKING = Pattern.compile(
            "(?:utm_\\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|yclid|cmpid|ns_\\w+|ocid)(?:=.*)?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern REDIRECT =
            Pattern.compile("https?://(?:www\\.)?(?:google\\.[a-z.]{2,6}/url|bing\\.com/news/apiclick\\.aspx)"
                    + "\\?(?:.*&)?(?:url|q)=([^&]+).*");
    private static final Pattern ABSOLUTE = Pattern.compile("https?://", Pattern.CASE_INSENSITIVE);
    private static final int MAX = 4_000;

    private Links() {}

    /** The link against its base, with alerts unwrapped; null unless it is http or https. */
    public static @Nullable String absolute(@Nullable String base, @Nullable String link) {
        if (link == null || link.isBlank() || link.length() > MAX) return null;
        String one = Text.clean(link).replace(" ", "%20");
        try {
            URL url = base == null || base.isBlank() ? new URL(one) : new URL(new URL(base), one);
            return isWeb(url) && !url.getHost().isEmpty() ? unwrapped(text(url, one)) : null;
        } catch (MalformedURLException e) {
            return null; // mailto:, javascript:, tag: and what is no link at all
        }
    }

    /** The spelling that counts for identity: no fragment, no tracking, host in lower case, no default port. */
    static String canonical(String link) {
        try {
            URL url = new URL(link);
            String port = url.getPort() < 0 || url.getPort() == url.getDefaultPort() ? "" : ":" + url.getPort();
            String path = url.getPath().isEmpty() ? "/" : url.getPath();
            return url.getProtocol() + "://" + url.getHost().toLowerCase(Locale.ROOT) + port + path + query(url);
        } catch (MalformedURLException e) {
            return link;
        }
    }

    /** The host without {@code www.}; empty when there is none. */
    static String host(String link) {
        try {
            String host = new URL(link).getHost().toLowerCase(Locale.ROOT);
            return host.startsWith("www.") ? host.substring(4) : host;
        } catch (MalformedURLException e) {
            return "";
        }
    }

    private static boolean isWeb(URL url) {
        return url.getProtocol().equals("https") || url.getProtocol().equals("http");
    }

    /** An absolute link stays as it was written. */
    private static String text(URL url, String written) {
        return ABSOLUTE.matcher(written).lookingAt() ? written : url.toExternalForm();
    }

    /** Alerts and news searches lead to a page by way of their own site. */
    private static String unwrapped(String link) {
        if (!link.contains("url=") && !link.contains("q=")) return link;
        Matcher around = REDIRECT.matcher(link);
        if (!around.matches()) return link;
        try {
            String inner = URLDecoder.decode(around.group(1), StandardCharsets.UTF_8);
            return inner.matches("https?://[^\\s/]+.*") ? inner : link;
        } catch (IllegalArgumentException e) {
            return link;
        }
    }

    private static String query(URL url) {
        if (url.getQuery() == null) return "";
        String kept = Arrays.stream(url.getQuery().split("&", -1))
                .filter(part -> !part.isEmpty() && !TRACKING.matcher(part).matches())
                .collect(Collectors.joining("&"));
        return kept.isEmpty() ? "" : "?" + kept;
    }
}
