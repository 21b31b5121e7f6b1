package marketswarm.admin;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

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

    @Override
    public Integer call() {
        List<ScheduledFeed> feeds = admin.withMarket(ScheduledFeed::all).stream()
                .filter(feed -> category == null || feed.category().equals(category))
                .filter(feed -> !failing || feed.streak() > 0)
                .toList();
        if (feeds.isEmpty()) admin.err().println(failing ? "admin: no feed fails" : "admin: no feed is scheduled");
        table(feeds).print(admin, json);
        return Admin.DONE;
    }

    private static Table table(List<ScheduledFeed> feeds) {
        var table = new Table("category", "url", "state", "streak", "polled", "next", "items", "new", "error");
        long now = System.currentTimeMillis();
        for (ScheduledFeed feed : feeds)
            table.row(
                    feed.category(),
                    feed.url(),
                    state(feed),
                    Cell.zero(feed.streak()),
                    Cell.span(age(now, feed.fields().get("polled_ms"))),
                    Cell.span(feed.dueMs() - now),
                    feed.fields().getOrDefault("items", ""),
                    feed.fields().getOrDefault("new_items", ""),
                    Words.cut(feed.error(), ERROR_SHOWN));
        return table;
    }

    private static Cell state(ScheduledFeed feed) {
        String status = feed.fields().getOrDefault("status", "");
        if (status.isEmpty()) return Cell.doubtful("waiting");
        if (feed.streak() == 0) return Cell.good(isPushed(feed) ? "pushed" : "ok");
        return status.equals("410") ? Cell.doubtful("resting") : Cell.bad("failing");
    }

    private static boolean isPushed(ScheduledFeed feed) {
        Long over = age(System.currentTimeMillis(), feed.fields().get("pushed_until_ms"));
        return over != null && over < 0;
    }

    private static @Nullable Long age(long now, @Nullable String ms) {
        return ms == null || !ms.matches("\\d{1,15}") ? null : Long.valueOf(now - Long.parseLong(ms));
    }
}
