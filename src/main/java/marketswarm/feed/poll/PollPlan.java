package marketswarm.feed.poll;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import marketswarm.feed.read.FeedDates;
import marketswarm.redis.Sha1;
import org.jspecify.annotations.Nullable;

/**
 * When a feed is polled next: after its interval ±10 %, or after a quarter of the time that it has been quiet if that is
 * more, up to the longest interval, which also holds while a hub brings the news; longer after errors; and never sooner
 * than its server asked for (Retry-After: RFC 9110 §10.2.3; max-age and Expires: RFC 9111 §5) or the feed itself does, nor
 * within the hours and days that it skips.
 */
final class PollPlan {

    /** Errors slow a feed down to this, or to its own interval where that is longer. */
    static final Duration BACKOFF_MAX = Duration.ofHours(4);
    /** A longer freshness is a cache's affair: news is wanted sooner. */
    static final Duration FRESH_HONOURED = Duration.ofHours(1);
    /** A longer Retry-After is a mistake or malice. */
    static final Duration RETRY_AFTER_HONOURED = Duration.ofHours(24);
    /** 410 Gone: it rests, and is looked at once a day, in case the site did not mean it. */
    static final Duration GONE = Duration.ofHours(24);
    /** A host that says too many requests and not for how long. */
    static final Duration LEFT_ALONE = Duration.ofMinutes(5);

    static final int GONE_STATUS = 410;

    private static final int OF_QUIET = 4;
    private static final double JITTER = 0.1;
    private static final int DOUBLINGS_MAX = 16;
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;
    private static final Pattern MAX_AGE = Pattern.compile("(?i)(?:^|[\\s,])max-age\\s*=\\s*\"?(\\d{1,9})");
    private static final Pattern NOT_STORED = Pattern.compile("(?i)(?:^|[\\s,])(?:no-cache|no-store)(?:[\\s,=]|$)");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

    private PollPlan() {}

    /**
     * The same arguments give the same answer: the jitter comes from the feed's URL and {@code nowMs}.
     *
     * @param nowMs epoch milliseconds
     * @return epoch milliseconds, later than {@code nowMs}
     */
    static long nextDueMs(long nowMs, Pace pace, PollOutcome outcome) {
        long wait = jittered(outcome.url(), nowMs, backedOff(pace, outcome));
        long due = nowMs + Math.max(1, Math.max(wait, askedForMs(nowMs, pace, outcome)));
        return pace.hints() ? outcome.hints().notSkipped(due) : due;
    }

    /** How long the whole host asked to be left alone; 0: it did not. */
    static long leftAloneMs(long nowMs, PollOutcome outcome) {
        long asked = Math.max(0, retryAfterMs(nowMs, outcome));
        return asked == 0 && outcome.status() == TOO_MANY ? LEFT_ALONE.toMillis() : asked;
    }

    private static long backedOff(Pace pace, PollOutcome outcome) {
        long interval = pace.interval().toMillis();
        if (outcome.status() == GONE_STATUS) return Math.max(GONE.toMillis(), interval);
        if (outcome.errorStreak() == 0 && outcome.pushed())
            return pace.longest().toMillis();
        if (outcome.errorStreak() == 0)
            return Math.max(
                    interval,
                    Math.min(outcome.quietMs() / OF_QUIET, pace.longest().toMillis()));
        int doublings = Math.min(outcome.errorStreak(), DOUBLINGS_MAX);
        return Math.min(interval << doublings, Math.max(BACKOFF_MAX.toMillis(), interval));
    }

    private static long jittered(String url, long nowMs, long wait) {
        long seed = Long.parseUnsignedLong(Sha1.hex(url).substring(0, 16), 16) ^ nowMs;
        return Math.round(wait * (1 + JITTER * (2 * new SplittableRandom(seed).nextDouble() - 1)));
    }

    private static long askedForMs(long nowMs, Pace pace, PollOutcome outcome) {
        if (outcome.errorStreak() > 0) return retryAfterMs(nowMs, outcome);
        if (!pace.hints()) return 0;
        long fresh = Math.min(freshMs(outcome), FRESH_HONOURED.toMillis());
        return Math.max(fresh, outcome.hints().everyMs());
    }

    private static long retryAfterMs(long nowMs, PollOutcome outcome) {
        String header = outcome.header().apply("Retry-After");
        if (header == null || (outcome.status() != TOO_MANY && outcome.status() != UNAVAILABLE)) return 0;
        String asked = header.strip();
        Long date = SECONDS.matcher(asked).matches()
                ? Long.valueOf(nowMs + Duration.ofSeconds(Long.parseLong(asked)).toMillis())
                : FeedDates.parse(asked);
        return date == null ? 0 : Math.min(date - nowMs, RETRY_AFTER_HONOURED.toMillis());
    }

    /** How long the answer stays fresh, less what it spent in caches; max-age counts before Expires. */
    private static long freshMs(PollOutcome outcome) {
        String control = orEmpty(outcome.header().apply("Cache-Control"));
        if (NOT_STORED.matcher(control).find()) return 0;
        Matcher maxAge = MAX_AGE.matcher(control);
        if (!maxAge.find()) return expiresMs(outcome);
        String age = orEmpty(outcome.header().apply("Age")).strip();
        long spent = SECONDS.matcher(age).matches() ? Long.parseLong(age) : 0;
        return Duration.ofSeconds(Math.max(0, Long.parseLong(maxAge.group(1)) - spent))
                .toMillis();
    }

    private static long expiresMs(PollOutcome outcome) {
        Long expires = FeedDates.parse(orEmpty(outcome.header().apply("Expires")));
        Long date = FeedDates.parse(orEmpty(outcome.header().apply("Date")));
        return expires == null || date == null ? 0 : Math.max(0, expires - date);
    }

    private static String orEmpty(@Nullable String header) {
        return header == null ? "" : header;
    }
}
