package marketswarm.feed.poll;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import marketswarm.redis.DueSet;
import marketswarm.redis.HostGate;
import marketswarm.redis.Keys;
import marketswarm.truth.Settings.RssAgg;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.UnifiedJedis;

/** When each feed is polled: the schedule as truth wants it, when a feed is due again, and whose host may be asked now. */
public final class Timetable {

    private static final Logger LOG = LoggerFactory.getLogger(Timetable.class);
    private static final long LEASE_MS = 120_000;
    private static final long OVERDUE_MS = 60_000;

    private final UnifiedJedis redis;
    private final Supplier<RssAgg> settings;
    private final Clock clock;
    private final DueSet schedule;
    private final HostGate gate;
    private final PollSchedule plan;
    private volatile Map<String, Pace> paces = Map.of();

    public Timetable(UnifiedJedis redis, Supplier<RssAgg> settings, Clock clock) {
        this.redis = redis;
        this.settings = settings;
        this.clock = clock;
        this.schedule = new DueSet(redis, Keys.SCHEDULE.key());
        this.gate = new HostGate(redis);
        this.plan = new PollSchedule(settings);
    }

    /**
     * Brings the schedule in line with truth: feeds that are new fall due now, those whose interval has changed within the
     * new one, feeds that are gone leave it.
     */
    public void reconcile() {
        Map<String, Pace> before = paces;
        Map<String, Pace> wanted = plan.paces();
        paces = wanted;
        long now = clock.millis();
        schedule.addAll(wanted.keySet(), now);
        wanted.forEach((member, pace) -> {
            if (before.containsKey(member) && !pace.equals(before.get(member)))
                schedule.hasten(member, now + pace.interval().toMillis());
        });
        List<String> gone = schedule.members().stream()
                .filter(member -> !wanted.containsKey(member))
                .toList();
        gone.forEach(schedule::drop);
        gone.forEach(member -> redis.zrem(Keys.FAILING.key(), url(member)));
        LOG.info(
                "feed: schedule set feeds={} categories={}",
                wanted.size(),
                settings.get().enabledCategories());
    }

    /** Makes those of a category, or of an address, due now; all where neither is given. Returns how many. */
    public long hasten(String which) {
        List<String> members = schedule.members().stream()
                .filter(member -> which.isEmpty()
                        || member.startsWith(which + "|")
                        || url(member).equals(which))
                .toList();
        members.forEach(member -> schedule.hasten(member, clock.millis()));
        return members.size();
    }

    /** The address in a member of the schedule, {@code <category>|<url>}. */
    public static String url(String member) {
        return member.substring(member.indexOf('|') + 1);
    }

    /** Whether truth has the feed, in that category. */
    public boolean has(String category, String url) {
        return plan.paces().containsKey(category + "|" + url);
    }

    /** Asks for the feed's host; 0 when it may be asked now, else when to come again. */
    public long enter(FeedPoll poll) {
        String host = PollSchedule.host(poll.url());
        return gate.enter(host, poll.state().url(), plan.manners(host), LEASE_MS);
    }

    /** The host has answered; others may ask it, or nobody for as long as it said. */
    public void leave(FeedAnswer answer, FeedRhythm rhythm) {
        String host = PollSchedule.host(answer.poll().url());
        long aloneMs = PollPlan.leftAloneMs(clock.millis(), outcome(answer, rhythm, 0));
        if (aloneMs > 0) LOG.info("feed: host is left alone host={} s={}", host, aloneMs / 1_000);
        if (aloneMs > 0 || plan.manners(host).atOnce() > 0)
            gate.leave(host, answer.poll().state().url(), aloneMs);
    }

    /** When the feed is due next, epoch milliseconds. */
    public long due(FeedAnswer answer, FeedRhythm rhythm, int errorStreak) {
        FeedState state = answer.poll().state();
        return PollPlan.nextDueMs(
                clock.millis(), plan.pace(state.category(), state.url()), outcome(answer, rhythm, errorStreak));
    }

    private PollOutcome outcome(FeedAnswer answer, FeedRhythm rhythm, int errorStreak) {
        return new PollOutcome(
                answer.poll().state().url(),
                answer.status(),
                errorStreak,
                rhythm.quietMs(clock.millis()),
                rhythm.isPushed(clock.millis()),
                answer.header(),
                rhythm.hints());
    }

    /** For the heartbeat. */
    public Map<String, String> progress() {
        return Map.of(
                "feeds", String.valueOf(plan.paces().size()),
                "failing", String.valueOf(redis.zcard(Keys.FAILING.key())),
                "overdue",
                        String.valueOf(redis.zcount(Keys.SCHEDULE.key(), 0, (double) (clock.millis() - OVERDUE_MS))));
    }
}
