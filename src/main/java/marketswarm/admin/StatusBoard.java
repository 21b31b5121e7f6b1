package marketswarm.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import marketswarm.redis.Json;
import marketswarm.redis.Keys;
import marketswarm.redis.QueueState;
import marketswarm.truth.Redactor;
import marketswarm.truth.TruthHistory;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;

/** What {@code status} shows: gathered from both servers, then printed. */
final class StatusBoard {

    private static final int LONGEST_URL = 60;
    private static final int LONGEST_NOTE = 70;

    private final Clock clock;
    private final Table services = new Table("service", "state", "age", "instances", "truth", "drift", "note");
    private final Table streams = new Table("stream", "streams", "entries", "newest");
    private final Table feeds = new Table("feed", "category", "errors", "next", "error");
    private Optional<TruthHistory.Entry> truth = Optional.empty();
    private @Nullable QueueState queue;
    private int feedCount;
    private boolean healthy = true;

    StatusBoard(Clock clock) {
        this.clock = clock;
    }

    boolean isHealthy() {
        return healthy;
    }

    void system(UnifiedJedis system) {
        truth = new TruthHistory(system).latest();
        for (ServiceLook look : ServiceLook.all(system, clock)) {
            healthy &= !look.isDown();
            services.row(
                    look.service(),
                    state(look),
                    Cell.span(look.ageMs()),
                    look.instances(),
                    String.join(",", look.versions()),
                    look.drift() ? Cell.doubtful("DRIFT") : "",
                    Words.cut(note(look), LONGEST_NOTE));
        }
        streams(StreamLook.all(system, Keys.Bus.SYSTEM, clock));
    }

    void market(UnifiedJedis market) {
        streams(StreamLook.all(market, Keys.Bus.MARKET, clock));
        queue = QueueState.of(market, clock);
        List<ScheduledFeed> scheduled = ScheduledFeed.all(market);
        feedCount = scheduled.size();
        scheduled.stream()
                .filter(feed -> feed.streak() > 0)
                .forEach(feed -> feeds.row(
                        Words.cut(Redactor.shapes(feed.url()), LONGEST_URL),
                        feed.category(),
                        Cell.doubtful(feed.streak()),
                        Cell.span(feed.dueMs() - clock.millis()),
                        Words.cut(feed.error(), LONGEST_NOTE)));
    }

    /** What another note says already is not said again. */
    private static String note(ServiceLook look) {
        Stream<String> notes = look.notes().stream()
                .filter(note -> look.notes().stream().noneMatch(other -> !other.equals(note) && other.contains(note)));
        return Stream.concat(look.shards().stream(), notes).collect(Collectors.joining("; "));
    }

    private void streams(List<StreamLook> looks) {
        looks.forEach(
                look -> streams.row(look.line().pattern(), look.streams(), look.entries(), Cell.span(look.newestMs())));
    }

    private static Cell state(ServiceLook look) {
        return switch (look.state()) {
            case "up" -> Cell.good(look.state());
            case "down" -> Cell.bad(look.state());
            default -> Cell.doubtful(look.state());
        };
    }

    void print(Admin admin, boolean json) {
        if (json) admin.out().println(toJson().toPrettyString());
        else lines(admin).forEach(admin.out()::println);
        admin.out().flush();
    }

    private List<String> lines(Admin admin) {
        List<String> lines = new ArrayList<>();
        lines.add(truth.map(entry -> "Truth " + entry.version() + ", hash " + Words.hash(entry.hash()) + " loaded "
                        + Words.span(clock.millis() - entry.when().toEpochMilli()) + " ago by " + entry.by())
                .orElse("No truth is loaded. Run: ./admin load-truth"));
        lines.add("");
        if (services.isEmpty()) lines.add("No service is registered. Run: ./admin register");
        else lines.addAll(services.lines(admin.ansi()));
        lines.add("");
        if (!streams.isEmpty()) lines.addAll(streams.lines(admin.ansi()));
        if (queue != null) {
            lines.add("");
            lines.add(queueLine(queue));
            lines.add("Feeds: " + feedCount + " known" + (feeds.isEmpty() ? ", none in trouble" : ", in trouble:"));
            if (!feeds.isEmpty()) lines.addAll(feeds.lines(admin.ansi()));
        }
        return lines;
    }

    private static String queueLine(QueueState queue) {
        String group = !queue.group()
                ? "no group " + Keys.VEXY_GROUP + " yet"
                : "group " + Keys.VEXY_GROUP + " pending " + queue.pending() + ", lag " + queue.lagOrUnknown()
                        + (queue.oldestMs() == null ? "" : ", oldest waiting " + Words.span(queue.oldestMs()));
        return "Queue: " + group + "; retry " + queue.retrying() + ", dead " + queue.dead();
    }

    private ObjectNode toJson() {
        ObjectNode board = Json.MAPPER.createObjectNode();
        truth.ifPresent(entry -> board.putObject("truth")
                .put("version", entry.version())
                .put("hash", entry.hash())
                .put("loaded_ms", entry.when().toEpochMilli())
                .put("by", entry.by()));
        board.set("services", services.toJson());
        board.set("streams", streams.toJson());
        if (queue != null) board.set("queue", Queue.toJson(queue));
        board.set("feeds", feeds.toJson());
        return board;
    }
}
