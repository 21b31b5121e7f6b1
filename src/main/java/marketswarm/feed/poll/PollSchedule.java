package marketswarm.feed.poll;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import marketswarm.redis.HostGate.Manners;
import marketswarm.truth.Settings.RssAgg;
import org.jspecify.annotations.Nullable;

/** What truth wants polled, how often, and with which manners; worked out once a truth, however many feeds it has. */
final class PollSchedule {

    private static final Manners UNHURRIED = new Manners(1_000, 2);
    private static final Manners OWN_MACHINE = new Manners(0, 0);

    private final Supplier<RssAgg> settings;
    private volatile @Nullable Worked last;

    private record Worked(RssAgg settings, Map<String, Pace> paces) {}

    PollSchedule(Supplier<RssAgg> settings) {
        this.settings = settings;
    }

    /** The pace of every feed by its member of the schedule, {@code <category>|<url>}. */
    @SuppressWarnings("ReferenceEquality") // settings that have not changed are the same object
    Map<String, Pace> paces() {
        RssAgg now = settings.get();
        Worked known = last;
        if (known == null || known.settings() != now) {
            known = new Worked(now, paces(now));
            last = known;
        }
        return known.paces();
    }

    /** The pace of a feed; of one that has just left truth, the general one. */
    Pace pace(String category, String url) {
        Pace pace = paces().get(category + "|" + url);
        return pace == null ? pace(settings.get(), category, new RssAgg.Feed(url, null, null)) : pace;
    }

    private static Map<String, Pace> paces(RssAgg settings) {
        Map<String, Pace> paces = new LinkedHashMap<>();
        for (String category : settings.enabledCategories())
            for (RssAgg.Feed feed : settings.categories().getOrDefault(category, List.of()))
                paces.put(category + "|" + feed.url(), pace(settings, category, feed));
        return paces;
    }

    private static Pace pace(RssAgg settings, String category, RssAgg.Feed feed) {
        RssAgg.CategorySettings own = settings.categorySettings().get(category);
        Double ofCategory = own == null ? null : own.pollIntervalMin();
        Double interval = feed.pollIntervalMin() == null ? ofCategory : feed.pollIntervalMin();
        return new Pace(
                minutes(interval == null ? settings.pollIntervalMin() : interval),
                minutes(settings.pollIntervalMaxMin()),
                feed.honourHints() == null ? settings.honourHints() : feed.honourHints());
    }

    /** The host of a feed as its manners are kept: with its port, where that is not the usual one. */
    static String host(String url) {
        try {
            URI uri = URI.create(url);
            String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
            boolean usual = uri.getPort() < 0 || uri.getPort() == 80 || uri.getPort() == 443;
            return usual ? host : host + ":" + uri.getPort();
        } catch (IllegalArgumentException e) {
            return "null";
        }
    }

    /** What truth says; else those of a guest, and none on this machine itself. */
    Manners manners(String host) {
        RssAgg.PerHost wanted = settings.get().perHost();
        Manners usual = isThisMachine(host) ? OWN_MACHINE : UNHURRIED;
        return new Manners(
                wanted.spacingMs() == null ? usual.pauseMs() : wanted.spacingMs(),
                wanted.concurrency() == null ? usual.atOnce() : wanted.concurrency());
    }

    private static boolean isThisMachine(String host) {
        return host.startsWith("127.") || host.startsWith("localhost") || host.startsWith("[::1]");
    }

    private static Duration minutes(double minutes) {
        return Duration.ofMillis(Math.round(minutes * 60_000));
    }
}
