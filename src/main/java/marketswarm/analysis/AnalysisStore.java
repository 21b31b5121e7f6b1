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
import marketswarm.domain.NewsItem;
import marketswarm.redis.Json;
import marketswarm.redis.Keys;
import marketswarm.redis.Script;
import marketswarm.redis.StreamWriter;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Response;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.resps.Tuple;

/**
 * Outcomes in Redis. An analysis, its place in the index, its event and the acknowledgement of its work unit change in one
 * atomic step; so do a retry or a dead letter and the acknowledgement. Each step can be repeated without effect, for when
 * its answer was lost.
 */
public final class AnalysisStore implements StreamWriter<Job> {

    /**
     * KEYS analysis, index, events, queue; ARGV uid, document, TTL s, score, events kept, group, entry id, entry ms, then
     * the edition (input hash, model, prompt hash) and the event. One that answers this work unit already stays, and
     * nobody hears of another: it came from one who was thought dead.
     */
    private static final Script KEEP = new Script("""
            local known = false
            if not redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3], 'NX') then
              local read, doc = pcall(cjson.decode, redis.call('GET', KEYS[1]))
              local was = read and doc.provenance
              known = was and (was.analyzed_ms >= tonumber(ARGV[8])
                or was.input_hash == ARGV[9] and was.model == ARGV[10] and was.prompt_hash == ARGV[11])
              if not known then redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3]) end
            end
            if not known then
              redis.call('ZADD', KEYS[2], ARGV[4], ARGV[1])
              redis.call('XADD', KEYS[3], 'MAXLEN', '~', ARGV[5], '*', unpack(ARGV, 12))
            end
            redis.call('XACK', KEYS[4], ARGV[6], ARGV[7])
            return known and 0 or 1
            """);

    /** KEYS retry, queue; ARGV group, entry id, due ms, member. */
    private static final Script PUT_ASIDE = new Script("""
            if redis.call('XACK', KEYS[2], ARGV[1], ARGV[2]) == 0 then return 0 end
            redis.call('ZADD', KEYS[1], ARGV[3], ARGV[4])
            return 1
            """);

    /** KEYS dead, queue; ARGV group, entry id, dead letters kept, then the letter. */
    private static final Script BURY = new Script("""
            if redis.call('XACK', KEYS[2], ARGV[1], ARGV[2]) == 0 then return 0 end
            redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[3], '*', unpack(ARGV, 4))
            return 1
            """);

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

    /** The outcomes of some work units, each in its own atomic step, all in one round trip; returns no ids. */
    @Override
    public List<@Nullable String> append(UnifiedJedis redis, String events, List<Job> jobs) {
        List<Response<Object>> replies = new ArrayList<>();
        try (var pipeline = redis.pipelined()) {
            var keep = KEEP.in(pipeline);
            var putAside = PUT_ASIDE.in(pipeline);
            var bury = BURY.in(pipeline);
            for (Job job : jobs) {
                Outcome outcome = Objects.requireNonNull(job.outcome(), "analysis: nothing to keep");
                if (outcome instanceof Outcome.Analyzed done)
                    replies.add(keep.call(keys(done, events), keep(job, done)));
                else if (outcome instanceof Outcome.Again again)
                    replies.add(putAside.call(List.of(Keys.RETRY.key(), Keys.QUEUE.key()), aside(job, again)));
                else if (outcome instanceof Outcome.Dead dead)
                    replies.add(bury.call(List.of(Keys.DEAD.key(), Keys.QUEUE.key()), letter(job, dead)));
            }
            pipeline.sync();
        }
        for (int i = 0; i < jobs.size(); i++)
            count(jobs.get(i), (Long) replies.get(i).get());
        return new ArrayList<>(Collections.nCopies(jobs.size(), null));
    }

    private void count(Job job, long kept) {
        if (job.outcome() instanceof Outcome.Analyzed done) (done.retold() ? retold : analyzed).addAndGet(kept);
    }

    private static List<String> keys(Outcome.Analyzed done, String events) {
        return List.of(Keys.ANALYSIS.of(done.analysis().uid()), Keys.ANALYSIS_INDEX.key(), events, Keys.QUEUE.key());
    }

    private List<String> keep(Job job, Outcome.Analyzed done) {
        Retention bounds = retention.get();
        Analysis analysis = done.analysis();
        NewsItem item = Objects.requireNonNull(job.work()).item();
        String id = String.valueOf(job.entry().id());
        Edition edition = Edition.of(analysis);
        List<String> args = new ArrayList<>(List.of(
                analysis.uid(),
                AnalysisJson.write(analysis),
                String.valueOf(bounds.timeToLive().toSeconds()),
                String.valueOf(item.publishedMs() / 1000),
                String.valueOf(bounds.events()),
                Keys.VEXY_GROUP,
                id,
                String.valueOf(new StreamEntryID(id).getTime())));
        args.addAll(List.of(edition.inputHash(), edition.model(), edition.promptHash()));
        addAll(args, event(item, analysis));
        return args;
    }

    private static List<String> aside(Job job, Outcome.Again again) {
        Map<String, String> member = new LinkedHashMap<>(job.entry().fields());
        member.put("attempts", String.valueOf(again.attempts()));
        return List.of(
                Keys.VEXY_GROUP, String.valueOf(job.entry().id()), String.valueOf(again.dueMs()), Json.write(member));
    }

    private List<String> letter(Job job, Outcome.Dead dead) {
        Map<String, String> letter = new LinkedHashMap<>(job.entry().fields());
        letter.put("original_id", String.valueOf(job.entry().id()));
        letter.put("attempts", String.valueOf(dead.attempts()));
        letter.put("deliveries", String.valueOf(job.delivery().times()));
        letter.put("cause", dead.cause());
        letter.put("dead_ms", String.valueOf(dead.nowMs()));
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

    private static Map<String, String> event(NewsItem item, Analysis analysis) {
        Map<String, String> event = new LinkedHashMap<>();
        event.put("uid", analysis.uid());
        event.put(
                "tickers",
                String.join(
                        ",",
                        analysis.tickers().stream()
                                .map(Analysis.TickerView::symbol)
                                .toList()));
        event.put("sentiment", analysis.sentiment().label());
        event.put("score", String.valueOf(analysis.sentiment().score()));
        event.put("impact", analysis.impact());
        event.put("category", item.category());
        event.put("published_ms", String.valueOf(item.publishedMs()));
        return event;
    }
}
