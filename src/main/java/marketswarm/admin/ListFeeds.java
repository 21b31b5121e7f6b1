package marketswarm.admin;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import marketswarm.redis.Keys;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import redis.clients.jedis.UnifiedJedis;

/** {@code admin feeds} */
@Command(
        name = "feeds",
        description = "Every feed of the schedule: how its last poll went, and when the next one is.",
        footerHeading = "%nExamples:%n",
        footer = {"  admin feeds --failing", "  admin feeds --category tech --json"},
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class ListFeeds implements Callable<Integer> {

    private static final int ERROR_SHOWN = 80;

    @ParentCommand
    private Admin admin;

    @Option(names = "--failing", description = "Only feeds whose last poll failed")
    private boolean failing;

    @Option(names = "--category", paramLabel = "C", description = "Only feeds of this category")
    private @Nullable String category;

    @Option(names = "--json", description = "Print JSON")
    private boolean json;

    /** A feed by its place in the schedule. */
    private record Scheduled(String category, String url, long dueMs, Map<String, String> fields) {

        int streak() {
            return Integer.parseInt(fields.getOrDefault("error_streak", "0"));
        }
    }

    @Override
    public Integer call() {
        List<Scheduled> feeds = admin.withMarket(ListFeeds::scheduled).stream()
                .filter(feed -> category == null || feed.category().equals(category))
                .filter(feed -> !failing || feed.streak() > 0)
                .sorted(Comparator.comparing(Scheduled::category).thenComparing(Scheduled::url))
                .toList();
        if (feeds.isEmpty()) admin.err().println(failing ? "admin: no feed fails" : "admin: no feed is scheduled");
        table(feeds).print(admin, json);
        return Admin.DONE;
    }

    private static List<Scheduled> scheduled(UnifiedJedis market) {
        Map<String, Map<String, String>> states = states(market);
        return market.zrangeWithScores(Keys.SCHEDULE.key(), 0, -1).stream()
                .map(member -> {
                    String[] parts = member.getElement().split("\\|", 2);
                    String url = parts[parts.length - 1];
                    return new Scheduled(parts[0], url, (long) member.getScore(), states.getOrDefault(url, Map.of()));
                })
                .toList();
    }

    private static Map<String, Map<String, String>> states(UnifiedJedis market) {
        return Scan.hashes(market, Scan.keys(market, Keys.FEED.glob())).values().stream()
                .collect(Collectors.toMap(state -> state.getOrDefault("url", ""), state -> state, (a, again) -> a));
    }

    private static Table table(List<Scheduled> feeds) {
        var table = new Table("category", "url", "state", "streak", "polled", "next", "items", "new", "error");
        long now = System.currentTimeMillis();
        for (Scheduled feed : feeds)
            table.row(
                    feed.category(),
                    feed.url(),
                    state(feed),
                    Cell.zero(feed.streak()),
                    Cell.span(age(now, feed.fields().get("polled_ms"))),
                    Cell.span(feed.dueMs() - now),
                    feed.fields().getOrDefault("items", ""),
                    feed.fields().getOrDefault("new_items", ""),
                    Words.cut(feed.fields().getOrDefault("error", ""), ERROR_SHOWN));
        return table;
    }

    private static Cell state(Scheduled feed) {
        String status = feed.fields().getOrDefault("status", "");
        if (status.isEmpty()) return Cell.doubtful("waiting");
        if (feed.streak() == 0) return Cell.good(isPushed(feed) ? "pushed" : "ok");
        return status.equals("410") ? Cell.doubtful("resting") : Cell.bad("failing");
    }

    private static boolean isPushed(Scheduled feed) {
        Long over = age(System.currentTimeMillis(), feed.fields().get("pushed_until_ms"));
        return over != null && over < 0;
    }

    private static @Nullable Long age(long now, @Nullable String ms) {
        return ms == null || !ms.matches("\\d{1,15}") ? null : Long.valueOf(now - Long.parseLong(ms));
    }
}
