package marketswarm.analysis;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import marketswarm.analysis.AnalysisFailed.Kind;
import marketswarm.domain.Analysis;
import marketswarm.domain.NewsItem;
import marketswarm.redis.Delivery;
import marketswarm.redis.Json;
import marketswarm.redis.Keys;
import marketswarm.redis.Outage;
import marketswarm.redis.StreamReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;

/** What surrounds the analyst: opens work units, hands them over with their market context, decides what comes of them. */
public final class Desk implements StreamReader<Job> {

    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(2);
    private static final Duration STORY_WAIT = Duration.ofMillis(500);
    private static final int MOST_WAITS = 12;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

    private final MarketContext context;
    private final Analyst analyst;
    private final Supplier<Terms> terms;
    private final Clock steady;
    private final Supplier<? extends RandomGenerator> random;
    private final Retold retold;
    private final AtomicLong failed = new AtomicLong();
    private volatile long pausedUntilMs;
    private volatile String pausedFor = "";
    private volatile String held = "";

    /**
     * What truth says about the work.
     *
     * @param endpoint the model on its server; a pause is over when truth names another
     * @param maxAttempts failures of its own until a work unit is given up
     * @param maxDeliveries times it is handed out until it is given up: nobody has lived to tell what came of it
     */
    public record Terms(int maxAttempts, int maxDeliveries, String truthVersion, String endpoint) {}

    /** @param steady by which it pauses, and which nobody sets */
    public Desk(
            MarketContext context,
            Retold retold,
            Analyst analyst,
            Supplier<Terms> terms,
            Clock steady,
            Supplier<? extends RandomGenerator> random) {
        this.context = context;
        this.retold = retold;
        this.analyst = analyst;
        this.terms = terms;
        this.steady = steady;
        this.random = random;
    }

    /** Looks up the items and the prices of their symbols; null for what is analyzed already or has expired. */
    @Override
    public List<@Nullable Job> open(UnifiedJedis redis, List<Delivery> entries) {
        List<Job> jobs =
                entries.stream().map(entry -> new Job(entry, null, null)).toList();
        List<String> keys = new ArrayList<>();
        for (Job job : jobs) keys.addAll(List.of(Keys.ITEM.of(job.uid()), Keys.ANALYSIS.of(job.uid())));
        List<@Nullable String> found = redis.mget(keys.toArray(String[]::new));
        List<@Nullable Job> opened = new ArrayList<>();
        for (int i = 0; i < jobs.size(); i++) opened.add(open(jobs.get(i), found.get(2 * i), found.get(2 * i + 1)));
        return withContext(opened);
    }

    private @Nullable Job open(Job job, @Nullable String document, @Nullable String analysis) {
        if (job.delivery().times() > terms.get().maxDeliveries())
            return job.with(dead(
                    job,
                    "analysis: handed out " + job.delivery().times()
                            + " times and never finished; its worker died or was stopped each time"));
        if (job.uid().isEmpty()) return job.with(dead(job, "analysis: the work unit has no uid"));
        @Nullable NewsItem item;
        try {
            item = document == null ? MarketWork.itemOf(job.entry()).orElse(null) : Json.read(document, NewsItem.class);
        } catch (IllegalArgumentException e) {
            return job.with(dead(job, "analysis: its item cannot be read: " + e.getMessage()));
        }
        if (item == null) return null;
        if (analysis != null && answered(job, item, analysis)) return null;
        Case work =
                new Case(item, List.of(), job.attemptsBefore() + 1, terms.get().truthVersion());
        return new Job(job.delivery(), work, null);
    }

    // made since the work unit was queued, or what would come out again
    private boolean answered(Job job, NewsItem item, String document) {
        try {
            var analysis = AnalysisJson.read(document);
            long queuedMs = new StreamEntryID(job.entry().id()).getTime();
            return analysis.provenance().analyzedMs() >= queuedMs
                    || Edition.of(analysis).equals(analyst.edition(item));
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }

    private List<@Nullable Job> withContext(List<@Nullable Job> jobs) {
        var contexts = context.ofAll(jobs.stream()
                .map(job -> job == null || job.work() == null
                        ? List.<String>of()
                        : job.work().item().tickers())
                .toList());
        List<@Nullable Job> complete = new ArrayList<>();
        for (int i = 0; i < jobs.size(); i++) {
            Job job = jobs.get(i);
            Case work = job == null ? null : job.work();
            complete.add(
                    work == null || job == null
                            ? job
                            : new Job(
                                    job.delivery(),
                                    new Case(work.item(), contexts.get(i), work.attempt(), work.truthVersion()),
                                    null));
        }
        return complete;
    }

    /** While the model wants to be left alone, the work stays in the queue. */
    @Override
    public Duration pause() {
        boolean same = terms.get().endpoint().equals(pausedFor);
        return Duration.ofMillis(same ? Math.max(0, pausedUntilMs - steady.millis()) : 0);
    }

    /** Asks the analyst, unless its story is analyzed already; a failure becomes another attempt or a dead letter. */
    public Job analyze(Job job) {
        if (job.outcome() != null) return job;
        Case work = Objects.requireNonNull(job.work(), "analysis: a work unit that was not opened");
        try {
            Retold.Story story = isRevision(job) ? new Retold.Story.Own() : retold.of(work.item());
            if (story instanceof Retold.Story.Known told) return job.with(new Outcome.Analyzed(told.analysis(), true));
            // back in the queue, for a thread that waits would be one less at work, and one more to wait for at a stop
            if (story instanceof Retold.Story.Unfinished && job.waitsBefore() < MOST_WAITS)
                return job.with(new Outcome.Later(job.waitsBefore() + 1, STORY_WAIT));
            Analysis analysis = analyst.analyze(work);
            held = "";
            return job.with(new Outcome.Analyzed(analysis, false));
        } catch (AnalysisFailed e) {
            return job.with(failed(job, work.attempt(), e));
        } catch (RuntimeException e) {
            if (Outage.isAway(e)) throw e;
            LOG.error("analysis: unexpected trouble uid={}", job.uid(), e);
            var cause = new AnalysisFailed(Kind.PASSING, "analysis: unexpected: " + e, Duration.ZERO, Spent.NOTHING, e);
            return job.with(failed(job, work.attempt(), cause));
        }
    }

    // its text was changed since its story was told
    private static boolean isRevision(Job job) {
        return job.entry().fields().containsKey("revision");
    }

    private Outcome failed(Job job, int attempt, AnalysisFailed cause) {
        if (cause.kind().blameless()) {
            pause(cause);
            return new Outcome.Again(attempt - 1, wait(attempt, cause.retryAfter()));
        }
        failed.incrementAndGet();
        boolean again = cause.kind() != Kind.PERMANENT && attempt < terms.get().maxAttempts();
        LOG.warn(
                "analysis: {} uid={} attempt={} cause={}",
                again ? "will be tried again" : "given up",
                job.uid(),
                attempt,
                cause.getMessage());
        return again
                ? new Outcome.Again(attempt, wait(attempt, cause.retryAfter()))
                : new Outcome.Dead(attempt, String.valueOf(cause.getMessage()));
    }

    // no longer than a while, for truth, key or credit may have changed
    private void pause(AnalysisFailed cause) {
        boolean already = !pause().isZero();
        Duration asked = cause.retryAfter();
        if (asked.isZero()) asked = cause.kind() == Kind.RATE ? Duration.ofSeconds(1) : AnalysisFailed.REST;
        Duration wait = asked.compareTo(AnalysisFailed.REST) < 0 ? asked : AnalysisFailed.REST;
        pausedFor = terms.get().endpoint();
        pausedUntilMs = steady.millis() + wait.toMillis();
        held = cause.kind().needsSomebody() ? String.valueOf(cause.getMessage()) : "";
        if (!already) LOG.warn("analysis: pausing cause={} ms={}", cause.getMessage(), wait.toMillis());
    }

    private Outcome dead(Job job, String cause) {
        failed.incrementAndGet();
        LOG.warn("analysis: given up id={} uid={} cause={}", job.entry().id(), job.uid(), cause);
        return new Outcome.Dead(job.attemptsBefore(), cause);
    }

    /** For the heartbeat. */
    public Map<String, String> progress() {
        Map<String, String> progress = new LinkedHashMap<>();
        progress.put("failed", failed.toString());
        if (!held.isEmpty()) progress.put("held", held);
        return progress;
    }

    // full jitter, so that what failed together does not come back together
    private Duration wait(int attempt, Duration atLeast) {
        long bound = Math.min(LONGEST_WAIT.toMillis(), FIRST_WAIT.toMillis() << Math.min(attempt - 1, 16));
        long jitter = random.get().nextLong(bound) + 1;
        return Duration.ofMillis(Math.min(atLeast.toMillis(), LONGEST_WAIT.toMillis()) + jitter);
    }
}
