package marketswarm.analysis;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import marketswarm.domain.Analysis;
import marketswarm.domain.NewsItem;
import marketswarm.redis.Json;
import marketswarm.redis.NewsStore;
import marketswarm.redis.StreamEntry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.UnifiedJedis;

/** What surrounds the analyst: opens a work unit, hands it over with its market context, keeps what comes of it. */
public final class Desk {

    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(2);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

    private final UnifiedJedis redis;
    private final AnalysisStore store;
    private final MarketContext context;
    private final Analyst analyst;
    private final Supplier<Terms> terms;
    private final Clock clock;
    private final Supplier<? extends RandomGenerator> random;
    private final AtomicLong analyzed = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong linked = new AtomicLong();
    private final Gate gate;
    private final Retold retold;
    private String sweepCursor = "0";

    /** What truth says about the work. */
    public record Terms(int maxAttempts, String truthVersion) {}

    public Desk(
            UnifiedJedis redis,
            AnalysisStore store,
            MarketContext context,
            Analyst analyst,
            Supplier<Terms> terms,
            Clock clock,
            Supplier<? extends RandomGenerator> random) {
        this.redis = redis;
        this.store = store;
        this.context = context;
        this.analyst = analyst;
        this.terms = terms;
        this.clock = clock;
        this.gate = new Gate(clock);
        this.retold = new Retold(redis, store, clock);
        this.random = random;
    }

    /** @return null when there is nothing to do: it is analyzed already, or its story is, or it has expired */
    public @Nullable Job open(StreamEntry entry) {
        String uid = entry.field("uid");
        Optional<NewsItem> item = MarketWork.itemOf(entry).or(() -> NewsStore.find(redis, uid));
        if (item.isEmpty() || isAnalyzed(entry, item.get())) {
            store.acknowledge(entry);
            return null;
        }
        Optional<Analysis> told = isRevision(entry) ? Optional.empty() : retold.analysis(item.get());
        if (told.isPresent()) {
            if (store.save(entry, item.get(), told.get())) linked.incrementAndGet();
            return null;
        }
        return new Job(
                entry,
                new Case(
                        item.get(),
                        context.of(item.get().tickers()),
                        attempts(entry) + 1,
                        terms.get().truthVersion()),
                null);
    }

    /** The text that a revision has changed is analyzed anew. */
    private boolean isAnalyzed(StreamEntry entry, NewsItem item) {
        Optional<Analysis> known = store.find(item.uid());
        if (known.isEmpty() || !isRevision(entry)) return known.isPresent();
        boolean same =
                known.get().provenance().inputHash().equals(Article.of(item).fingerprint());
        if (!same) store.forget(item.uid());
        return same;
    }

    private static boolean isRevision(StreamEntry entry) {
        return entry.fields().containsKey("revision");
    }

    public Job analyze(Job job) throws AnalysisFailed {
        gate.pass();
        return job.with(analyst.analyze(job.work()));
    }

    /** Analysis, index, event and acknowledgement in one step. */
    public void keep(Job job) {
        Analysis analysis = Objects.requireNonNull(job.analysis(), "analysis: nothing to keep");
        if (store.save(job.entry(), job.work().item(), analysis)) analyzed.incrementAndGet();
    }

    /** Tries again later what may pass; buries what will not, or has been tried often enough by its own fault. */
    public void failed(Job job, AnalysisFailed cause) {
        if (Gate.blameless(cause)) putAside(job, cause);
        else blame(job, cause);
    }

    private void putAside(Job job, AnalysisFailed cause) {
        if (gate.shut(cause)) LOG.warn("analysis: pausing cause={}", cause.getMessage());
        int attempt = job.work().attempt();
        store.retry(job.entry(), attempt - 1, clock.millis() + waitMs(attempt, cause.retryAfter()));
    }

    private void blame(Job job, AnalysisFailed cause) {
        failed.incrementAndGet();
        int attempt = job.work().attempt();
        boolean again = cause.kind() != AnalysisFailed.Kind.PERMANENT
                && attempt < terms.get().maxAttempts();
        LOG.warn(
                "analysis: {} uid={} attempt={} cause={}",
                again ? "will be tried again" : "given up",
                job.work().item().uid(),
                attempt,
                cause.getMessage());
        if (again) store.retry(job.entry(), attempt, clock.millis() + waitMs(attempt, cause.retryAfter()));
        else store.bury(job.entry(), attempt, String.valueOf(cause.getMessage()), clock.millis());
    }

    /** The fields of a work unit that has waited for its next attempt. */
    @SuppressWarnings("unchecked") // a member is the JSON object that retry() wrote
    public Map<String, String> again(String member) {
        return Json.read(member, Map.class);
    }

    /** Takes expired analyses out of the index, a part of it at a time. */
    public void sweep() {
        sweepCursor = store.sweep(sweepCursor);
    }

    /** For the heartbeat. */
    public Map<String, String> progress() {
        return Map.of("analyzed", analyzed.toString(), "retold", linked.toString(), "failed", failed.toString());
    }

    // full jitter, so that what failed together does not come back together
    private long waitMs(int attempt, Duration atLeast) {
        long bound = Math.min(LONGEST_WAIT.toMillis(), FIRST_WAIT.toMillis() << Math.min(attempt - 1, 16));
        return Math.max(random.get().nextLong(bound) + 1, Math.min(atLeast.toMillis(), LONGEST_WAIT.toMillis()));
    }

    private static int attempts(StreamEntry entry) {
        return Integer.parseInt(entry.fields().getOrDefault("attempts", "0"));
    }
}
