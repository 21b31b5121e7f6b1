package marketswarm.feed.fetch;

import java.net.InetAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import marketswarm.truth.Settings.RssAgg;
import org.jspecify.annotations.Nullable;

/**
 * Where feeds may be fetched from: anywhere on the public internet, and of private addresses those that truth allows, by
 * its list or because it names a feed there by number. A name that leads to a private address is not followed there,
 * wherever the name came from.
 */
public final class Destinations {

    private static final Pattern BY_NUMBER = Pattern.compile("[\\d.]+|\\[[\\da-f:.]+]|(?:.+\\.)?localhost");

    private final Supplier<RssAgg> settings;
    private volatile @Nullable Named named;

    public Destinations(Supplier<RssAgg> settings) {
        this.settings = settings;
    }

    /**
     * @param host a name, or an address without brackets
     * @param found what the host resolved to just now; the connection goes to one of those that are returned
     * @throws Unusable when truth allows none of them
     */
    public List<InetAddress> allowed(String host, int port, InetAddress[] found) throws Unusable {
        if (isAllowed(host.toLowerCase(Locale.ROOT), port)) return List.of(found);
        if (Arrays.stream(found).allMatch(Addresses::isPublic)) return List.of(found);
        throw new Unusable("leads to " + host + ":" + port + ", a private address (" + found[0].getHostAddress()
                + "), where feeds are fetched only if allow_private_hosts in truth names " + host);
    }

    private boolean isAllowed(String host, int port) {
        RssAgg now = settings.get();
        String place = bracketed(host) + ":" + port;
        return now.allowPrivateHosts().stream()
                        .map(one -> one.toLowerCase(Locale.ROOT))
                        .anyMatch(one -> one.equals(host) || one.equals(bracketed(host)) || one.equals(place))
                || named(now).places().contains(place);
    }

    /** Ten thousand feeds are not looked through for every connection. */
    private Named named(RssAgg now) {
        Named known = named;
        if (known == null || !known.settings().equals(now)) named = known = Named.of(now);
        return known;
    }

    private static String bracketed(String host) {
        return host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
    }

    private record Named(RssAgg settings, Set<String> places) {

        static Named of(RssAgg settings) {
            Set<String> places = settings.categories().values().stream()
                    .flatMap(List::stream)
                    .map(feed -> URI.create(feed.url().replace(" ", "%20")))
                    .filter(url -> url.getHost() != null)
                    .filter(url -> BY_NUMBER
                            .matcher(url.getHost().toLowerCase(Locale.ROOT))
                            .matches())
                    .map(url -> url.getHost().toLowerCase(Locale.ROOT) + ":" + port(url))
                    .collect(Collectors.toUnmodifiableSet());
            return new Named(settings, places);
        }

        private static int port(URI url) {
            if (url.getPort() >= 0) return url.getPort();
            return "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
        }
    }
}
