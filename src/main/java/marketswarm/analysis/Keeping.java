package marketswarm.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import marketswarm.analysis.AnalysisStore.Retention;
import marketswarm.analysis.Outcome.Analyzed;
import marketswarm.domain.Analysis;
import marketswarm.domain.NewsItem;
import marketswarm.redis.Keys;
import marketswarm.redis.Script;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.UnifiedJedis;

/**
 * Some analyses, kept in one atomic step with their places in the index, their events and the acknowledgements of their
 * work units. One call for all of them: what a call of a script costs the server is more than what this one does an item.
 */
final class Keeping {

    /** How many at once: nobody else is served meanwhile, and Lua takes no list of several thousand. */
    static final int MOST = 500;

    /**
     * KEYS index, events, queue, then an analysis an item; ARGV TTL s, events kept, group, then ten texts an item: uid,
     * document, score, entry id, and the fields of the event. An analysis that answers the work unit already (made since
     * it was queued, or what would come out again) stays, and nobody hears of another: it came from one who was thought
     * dead. Returns 1 for each that is new, else 0.
     */
    private static final Script KEEP = new Script("""
            local function answered(old, new, queued_ms)
              local read, was = pcall(function() return cjson.decode(old).provenance end)
              if not read or not was then return false end
              if was.analyzed_ms >= queued_ms then return true end
              local now = cjson.decode(new).provenance
              return was.input_hash == now.input_hash and was.model == now.model and was.prompt_hash == now.prompt_hash
            end
            local kept, places, done = {}, {}, {}
            for n = 1, #KEYS - 3 do
              local key, i = KEYS[n + 3], n * 10 - 6
              local uid, document, id = ARGV[i], ARGV[i + 1], ARGV[i + 3]
              local new = redis.call('SET', key, document, 'EX', ARGV[1], 'NX')
              if not new and not answered(redis.call('GET', key), document, tonumber(string.match(id, '%d+'))) then
                new = redis.call('SET', key, document, 'EX', ARGV[1])
              end
              if new then
                places[#places + 1] = ARGV[i + 2]
                places[#places + 1] = uid
                redis.call('XADD', KEYS[2], 'MAXLEN', '~', ARGV[2], '*', 'uid', uid, 'tickers', ARGV[i + 4],
                  'sentiment', ARGV[i + 5], 'score', ARGV[i + 6], 'impact', ARGV[i + 7], 'category', ARGV[i + 8],
                  'published_ms', ARGV[i + 9])
              end
              kept[n] = new and 1 or 0
              done[n] = id
            end
            if #places > 0 then redis.call('ZADD', KEYS[1], unpack(places)) end
            redis.call('XACK', KEYS[3], ARGV[3], unpack(done))
            return kept
            """);

    private final List<String> keys = new ArrayList<>();
    private final List<String> args = new ArrayList<>();

    private Keeping(String events, Retention bounds) {
        keys.addAll(List.of(Keys.ANALYSIS_INDEX.key(), events, Keys.QUEUE.key()));
        args.addAll(List.of(
                String.valueOf(bounds.timeToLive().toSeconds()), String.valueOf(bounds.events()), Keys.VEXY_GROUP));
    }

    /** @return for each of the jobs, all of which are analyzed, whether its analysis is new; asked after the sync */
    static Supplier<List<Boolean>> keep(
            AbstractPipeline pipeline, UnifiedJedis redis, String events, Retention bounds, List<Job> jobs) {
        Keeping all = new Keeping(events, bounds);
        for (Job job : jobs) if (job.outcome() instanceof Analyzed done) all.add(job, done.analysis());
        Supplier<Object> kept = KEEP.call(pipeline, redis, all.keys, all.args);
        return () ->
                ((List<?>) kept.get()).stream().map(Long.valueOf(1)::equals).toList();
    }

    private void add(Job job, Analysis analysis) {
        NewsItem item = Objects.requireNonNull(job.work()).item();
        keys.add(Keys.ANALYSIS.of(analysis.uid()));
        args.add(analysis.uid());
        args.add(AnalysisJson.write(analysis));
        args.add(String.valueOf(item.publishedMs() / 1000));
        args.add(Objects.requireNonNull(job.entry().id()));
        args.add(analysis.tickers().stream().map(Analysis.TickerView::symbol).collect(Collectors.joining(",")));
        args.add(analysis.sentiment().label());
        args.add(String.valueOf(analysis.sentiment().score()));
        args.add(analysis.impact());
        args.add(item.category());
        args.add(String.valueOf(item.publishedMs()));
    }
}
