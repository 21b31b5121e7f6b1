package marketswarm.analysis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import marketswarm.domain.Analysis;
import marketswarm.redis.Json;
import marketswarm.redis.Keys;
import marketswarm.redis.PipelinedWriter;
import marketswarm.redis.Script;
import marketswarm.redis.WorkUnit;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.resps.Tuple;

/**
 * Outcomes in Redis. An analysis, its place in the index, its event and the acknowledgement of its work unit change in one
 * atomic step; so do a retry or a dead letter and the acknowledgement. Each step can be repeated without effect, for when
 * its answer was lost.
 */
public final class AnalysisStore implements PipelinedWriter<Job> {

    /** KEYS retry, queue; ARGV group, entry id, milliseconds to wait, member. */
    private static final Script PUT_ASIDE = new Script("""
            if redis.call('XACK', KEYS[2], ARGV[1], ARGV[2]) == 0 then return 0 end
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            redis.call('ZADD', KEYS[1], string.format('%.0f', now + ARGV[3]), ARGV[4])
            return 1
            """);

    /** KEYS dead, queue; ARGV group, entry id, dead letters kept, then the letter, to which is added when it was. */
    private static final Script BURY = new Script("""
            if redis.call('XACK', KEYS[2], ARGV[1], ARGV[2]) == 0 then return 0 end
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[3], '*', 'dead_ms', string.format('%.0f', now), unpack(ARGV, 4))
            return 1
            """);

    private static final List<String> WAITING = List.of(Keys.RETRY.key(), Keys.QUEUE.key());
    private static final List<String> BURIED = List.of(Keys.DEAD.key(), Keys.QUEUE.key());

    private final UnifiedJedis redis;
    private final Supplier<Retention> retention;
    private final AtomicLong analyzed = new AtomicLong();
    private final AtomicLong retold = new AtomicLong();
    private String sweepCursor = "0";

    /** What bounds the keys written here. */
    public record Retention(Duration timeToLive, long events, long dead) {}

    public AnalysisStore(UnifiedJedis redis, Supplier<Retention> retention) {
        this.redis = redis;
        this.retention = retention;
    }

    /** The analysis of an item, when there is one. */
    Optional<Analysis> find(String uid) {
        return Optional.ofNullable(redis.get(Keys.ANALYSIS.of(uid))).map(AnalysisJson::read);
    }

    /** Analyses kept by this process. */
    public long analyzed() {
        return analyzed.get();
    }

    /** Of stories that were told again. */
    public long retold() {
        return retold.get();
    }

    /** The outcomes of some work units, each in one atomic step with its acknowledgement; there are no ids. */
    @Override
    public Supplier<List<@Nullable String>> append(AbstractPipeline pipeline, String events, List<Job> jobs) {
        List<Supplier<?>> answers = new ArrayList<>();
        List<Job> analyzed = new ArrayList<>();
        for (Job job : jobs) {
            Outcome outcome = Objects.requireNonNull(job.outcome(), "analysis: nothing to keep");
            if (outcome instanceof Outcome.Again again)
                answers.add(aside(pipeline, job, WorkUnit.ATTEMPTS, again.attempts(), again.pause()));
            else if (outcome instanceof Outcome.Later later)
                answers.add(aside(pipeline, job, WorkUnit.WAITS, later.waits(), later.pause()));
            else if (outcome instanceof Outcome.Dead dead)
                answers.add(BURY.call(pipeline, redis, BURIED, letter(job, dead)));
            else analyzed.add(job);
        }
        for (int from = 0; from < analyzed.size(); from += Keeping.MOST)
            answers.add(keep(pipeline, events, analyzed.subList(from, Math.min(analyzed.size(), from + Keeping.MOST))));
        return () -> {
            for (Supplier<?> answer : answers)
                Objects.requireNonNull(answer.get()); // throws what the server had against it
            return new ArrayList<>(Collections.nCopies(jobs.size(), null));
        };
    }

    private Supplier<List<Boolean>> keep(AbstractPipeline pipeline, String events, List<Job> jobs) {
        Supplier<List<Boolean>> isNew = Keeping.keep(pipeline, redis, events, retention.get(), jobs);
        return () -> {
            List<Boolean> kept = isNew.get();
            for (int i = 0; i < jobs.size(); i++) if (kept.get(i)) count(jobs.get(i));
            return kept;
        };
    }

    private void count(Job job) {
        boolean again = job.outcome() instanceof Outcome.Analyzed done && done.retold();
        (again ? retold : analyzed).incrementAndGet();
    }

    private Supplier<Object> aside(AbstractPipeline pipeline, Job job, String counter, int count, Duration wait) {
        Map<String, String> member = new LinkedHashMap<>(job.entry().fields());
        member.put(counter, String.valueOf(count));
        List<String> args = List.of(
                Keys.VEXY_GROUP, String.valueOf(job.entry().id()), String.valueOf(wait.toMillis()), Json.write(member));
        return PUT_ASIDE.call(pipeline, redis, WAITING, args);
    }

    private List<String> letter(Job job, Outcome.Dead dead) {
        Map<String, String> letter = new LinkedHashMap<>(job.entry().fields());
        letter.put("original_id", String.valueOf(job.entry().id()));
        letter.put("attempts", String.valueOf(dead.attempts()));
        letter.put("deliveries", String.valueOf(job.delivery().times()));
        letter.put("cause", dead.cause());
        List<String> args = new ArrayList<>(List.of(
                Keys.VEXY_GROUP,
                String.valueOf(job.entry().id()),
                String.valueOf(retention.get().dead())));
        addAll(args, letter);
        return args;
    }

    private static void addAll(List<String> args, Map<String, String> fields) {
        fields.forEach((name, value) -> {
            args.add(name);
            args.add(value);
        });
    }

    /** Drops index entries whose analysis has expired, a part of the index at a time. For one thread. */
    public void sweep() {
        var page = redis.zscan(Keys.ANALYSIS_INDEX.key(), sweepCursor);
        List<String> expired = page.getResult().stream()
                .map(Tuple::getElement)
                .filter(uid -> !redis.exists(Keys.ANALYSIS.of(uid)))
                .toList();
        if (!expired.isEmpty()) redis.zrem(Keys.ANALYSIS_INDEX.key(), expired.toArray(String[]::new));
        sweepCursor = page.getCursor();
    }
}
