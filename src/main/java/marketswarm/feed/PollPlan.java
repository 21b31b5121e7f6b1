package marketswarm.feed;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When a feed is polled next: its interval ±10 %, longer after errors, and never sooner than its server asked for
 * (Retry-After: RFC 9110 §10.2.3; max-age: RFC 9111 §5.2.2.1).
 */
public final class PollPlan {

    /** Errors slow a feed down to this, or to its own interval where that is longer. */
    static final Duration BACKOFF_MAX = Duration.ofHours(4);
    /** A longer max-age is a cache's affair: news is wanted sooner. */
    static final Duration MAX_AGE_HONOURED = Duration.ofHours(1);
    /** A longer Retry-After is a mistake or malice. */
    static final Duration RETRY_AFTER_HONOURED = Duration.ofHours(24);
    /** 410 Gone: looked at once a day, in case the site did not mean it. */
    static final Duration GONE = Duration.ofHours(24);

    private static final double JITTER = 0.1;
    private static final int DOUBLINGS_MAX = 16;
    private static final int GONE_STATUS = 410;
    private static final Pattern MAX_AGE = Pattern.compile("(?i)(?:^|[\\s,])max-age\\s*=\\s*\"?(\\d{1,9})");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

    private PollPlan() {}

    /**
     * The same arguments give the same answer: the jitter comes from the feed's URL and {@code nowMs}.
     *
     * @param nowMs epoch milliseconds
     * @param interval what truth asks for
     * @return epoch milliseconds, later than {@code nowMs}
     */
    public static long nextDueMs(long nowMs, Duration interval, PollOutcome outcome) {
        long wait = jittered(outcome.url(), nowMs, backedOff(interval, outcome));
        return nowMs + Math.max(1, Math.max(wait, askedFor(nowMs, outcome)));
    }

    private static long backedOff(Duration interval, PollOutcome outcome) {
        if (outcome.status() == GONE_STATUS) return Math.max(GONE.toMillis(), interval.toMillis());
        int doublings = Math.min(outcome.errorStreak(), DOUBLINGS_MAX);
        long cap = Math.max(BACKOFF_MAX.toMillis(), interval.toMillis());
        return Math.min(interval.toMillis() << doublings, cap);
    }

    private static long jittered(String url, long nowMs, long wait) {
        long seed = Long.parseUnsignedLong(Sha1.hex(url).substring(0, 16), 16) ^ nowMs;
        return Math.round(wait * (1 + JITTER * (2 * new SplittableRandom(seed).nextDouble() - 1)));
    }

    private static long askedFor(long nowMs, PollOutcome outcome) {
        if (outcome.status() == 429 || outcome.status() == 503) return retryAfterMs(nowMs, outcome.retryAfter());
        return outcome.errorStreak() == 0 ? maxAgeMs(outcome.cacheControl()) : 0;
    }

    private static long retryAfterMs(long nowMs, @Nullable String header) {
        if (header == null) return 0;
        String asked = header.strip();
        Long date = SECONDS.matcher(asked).matches()
                ? Long.valueOf(nowMs + Duration.ofSeconds(Long.parseLong(asked)).toMillis())
                : FeedDates.parse(asked);
        return date == null ? 0 : Math.min(date - nowMs, RETRY_AFTER_HONOURED.toMillis());
    }

    private static long maxAgeMs(@Nullable String header) {
        Matcher matcher = MAX_AGE.matcher(header == null ? "" : header);
        if (!matcher.find()) return 0;
        return Math.min(Duration.ofSeconds(Long.parseLong(matcher.group(1))).toMillis(), MAX_AGE_HONOURED.toMillis());
    }
}
