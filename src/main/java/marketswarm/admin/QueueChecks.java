package marketswarm.admin;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import marketswarm.redis.Keys;
import marketswarm.redis.QueueState;
import marketswarm.truth.Services;
import redis.clients.jedis.UnifiedJedis;

/** What can be wrong with the work: nobody takes it, it waits too long, it was given up, feeds are not polled. */
final class QueueChecks {

    private static final long SLOW_MS = Duration.ofMinutes(2).toMillis();
    private static final long STUCK_MS = Duration.ofMinutes(10).toMillis();
    private static final int BAD_STREAK = 3;

    private QueueChecks() {}

    static List<Check> all(UnifiedJedis system, UnifiedJedis market, Clock clock) {
        List<Check> checks = new ArrayList<>();
        QueueState queue = QueueState.of(market, clock);
        checks.add(group(system, queue));
        if (queue.dead() > 0)
            checks.add(Check.doubt(
                    "dead letters",
                    Words.count(queue.dead(), "work unit") + " given up",
                    "./admin dead list, then replay or drop"));
        feeds(market).ifPresent(checks::add);
        overdue(market, clock).ifPresent(checks::add);
        return checks;
    }

    private static Check group(UnifiedJedis system, QueueState queue) {
        String name = "group " + Keys.VEXY_GROUP;
        if (!queue.group()) {
            boolean wanted =
                    queue.length() > 0 || new Services(system).find("vexy_ai").isPresent();
            return wanted
                    ? Check.trouble(name, "is not on " + Keys.QUEUE.key() + ", so nothing is analyzed", "./admin setup")
                    : Check.ok(name, "not needed yet");
        }
        long oldest = queue.oldestMs() == null ? 0 : queue.oldestMs();
        String finding = "pending " + queue.pending() + ", lag " + queue.lagOrUnknown()
                + (oldest == 0 ? "" : ", the oldest waits " + Words.span(oldest));
        String next = "is vexy_ai up, its key and budget good? ./admin status, ./admin logs --service vexy_ai;"
                + " more instances share the work";
        if (oldest > STUCK_MS) return Check.trouble(name, "lags: " + finding, next);
        return oldest > SLOW_MS ? Check.doubt(name, "lags: " + finding, next) : Check.ok(name, finding);
    }

    private static Optional<Check> feeds(UnifiedJedis market) {
        List<String> bad = ScheduledFeed.all(market).stream()
                .filter(feed -> feed.streak() >= BAD_STREAK)
                .map(feed -> feed.url() + " (" + feed.error() + ")")
                .toList();
        if (bad.isEmpty()) return Optional.empty();
        return Optional.of(Check.doubt(
                "feeds",
                Words.count(bad.size(), "feed") + " failing again and again, first " + bad.get(0),
                "./admin status lists them; correct or remove the address in truth.json, then ./admin load-truth"));
    }

    private static Optional<Check> overdue(UnifiedJedis market, Clock clock) {
        if (!market.type(Keys.SCHEDULE.key()).equals("zset")) return Optional.empty();
        long due = clock.millis() - STUCK_MS;
        long late = market.zcount(Keys.SCHEDULE.key(), 1, (double) due);
        if (late == 0) return Optional.empty();
        return Optional.of(Check.trouble(
                "schedule",
                Words.count(late, "feed") + " overdue by more than " + Words.span(STUCK_MS),
                "nobody polls them: is rss_agg up? ./admin status"));
    }
}
