package marketswarm.analysis.briefing;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import marketswarm.analysis.AnalysisJson;
import marketswarm.analysis.PlainText;
import marketswarm.domain.Analysis;
import marketswarm.domain.NewsItem;
import marketswarm.redis.Json;
import marketswarm.redis.Keys;
import marketswarm.redis.NewsStore;
import marketswarm.redis.Script;
import marketswarm.redis.StreamEntry;
import marketswarm.redis.StreamWriter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Response;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;

/** Digests: what was analyzed, gathered by category and window of time, told once when the window is over. */
public final class Briefings implements StreamWriter<Briefing> {

    /** Analyses of a window may still be on their way when it ends. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    /** KEYS briefing, events; ARGV document, TTL s, until ms, events kept, then the event. A window is told once. */
    private static final Script TELL = new Script("""
            local old = redis.call('GET', KEYS[1])
            if old and cjson.decode(old).until_ms >= tonumber(ARGV[3]) then return false end
            redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2])
            return redis.call('XADD', KEYS[2], 'MAXLEN', '~', ARGV[4], '*', unpack(ARGV, 5))
            """);

    /** KEYS windows, unreadable ones; ARGV the window. */
    private static final Script SET_ASIDE = new Script("""
            local kept = redis.call('HGET', KEYS[1], ARGV[1])
            if not kept then return 0 end
            redis.call('HSET', KEYS[2], ARGV[1], kept)
            redis.call('EXPIRE', KEYS[2], 2592000)
            return redis.call('HDEL', KEYS[1], ARGV[1])
            """);

    private static final Logger LOG = LoggerFactory.getLogger(Briefings.class);
    private static final Pattern WINDOW = Pattern.compile("(?s).*\\|\\d{1,15}");
    private static final int NAME_LIMIT = 80;

    private final UnifiedJedis redis;
    private final Supplier<Terms> terms;
    private final Clock clock;
    private final AtomicLong told = new AtomicLong();
    private final AtomicLong unreadable = new AtomicLong();

    /** What truth says of them. */
    public record Terms(Duration window, int sources, Duration timeToLive, long events) {}

    public Briefings(UnifiedJedis redis, Supplier<Terms> terms, Clock clock) {
        this.redis = redis;
        this.terms = terms;
        this.clock = clock;
    }

    /** The window of an analysis, with nothing but it; null when it or its item has expired. */
    public @Nullable Gathering source(StreamEntry event) {
        String uid = event.field("uid");
        String document = redis.get(Keys.ANALYSIS.of(uid));
        if (document == null) return null;
        Analysis analysis = AnalysisJson.read(document);
        NewsItem item = NewsStore.find(redis, uid).orElse(null);
        long windowMs = terms.get().window().toMillis();
        long fromMs = new StreamEntryID(event.id()).getTime() / windowMs * windowMs;
        var source = new Gathering.Source(
                uid,
                item == null ? analysis.summary() : item.title(),
                item == null ? "" : item.url(),
                analysis.summary(),
                analysis.sentiment().label(),
                analysis.sentiment().score(),
                analysis.sentiment().confidence(),
                analysis.impact(),
                analysis.tickers().stream().map(Analysis.TickerView::symbol).toList(),
                analysis.topics());
        String category = event.fields().getOrDefault("category", "other");
        return new Gathering(category, fromMs, fromMs + windowMs, 1, List.of(source));
    }

    public Gathering gather(@Nullable Gathering soFar, Gathering more) {
        return soFar == null ? more : soFar.with(more);
    }

    /** Those of the windows that are over. What is not the name of a window is set aside. */
    public List<String> over(Set<String> windows) {
        long before = clock.millis() - GRACE.toMillis() - terms.get().window().toMillis();
        List<String> over = new ArrayList<>();
        for (String window : windows) {
            if (!WINDOW.matcher(window).matches()) setAside(window);
            else if (Long.parseLong(window.substring(window.lastIndexOf('|') + 1)) <= before) over.add(window);
        }
        return over;
    }

    /** Takes a window that cannot be read out of the others' way, and keeps it for who wants to look at it. */
    public void setAside(String window) {
        Object moved = SET_ASIDE.call(
                redis, List.of(Keys.BRIEFING_WINDOWS.key(), Keys.BRIEFINGS_UNREADABLE.key()), List.of(window));
        if (!Long.valueOf(1).equals(moved)) return;
        unreadable.incrementAndGet();
        LOG.warn(
                "analysis: a half-gathered briefing cannot be read, its window begins anew; kept in {} window={}",
                Keys.BRIEFINGS_UNREADABLE.key(),
                PlainText.shorten(PlainText.clean(window, NAME_LIMIT), NAME_LIMIT));
    }

    public Briefing digest(Gathering gathering) {
        return Briefing.of(gathering, terms.get().sources());
    }

    @Override
    public List<@Nullable String> append(UnifiedJedis redis, String events, List<Briefing> briefings) {
        List<Response<Object>> replies = new ArrayList<>();
        try (var pipeline = redis.pipelined()) {
            var tell = TELL.in(pipeline);
            for (Briefing briefing : briefings)
                replies.add(tell.call(List.of(Keys.BRIEFING.of(briefing.category()), events), args(briefing)));
            pipeline.sync();
        }
        List<@Nullable String> ids = new ArrayList<>(Collections.nCopies(replies.size(), null));
        for (int i = 0; i < ids.size(); i++) ids.set(i, (String) replies.get(i).get());
        told.addAndGet(ids.stream().filter(id -> id != null).count());
        return ids;
    }

    private List<String> args(Briefing briefing) {
        Terms now = terms.get();
        String document = Json.write(briefing);
        return List.of(
                document,
                String.valueOf(now.timeToLive().toSeconds()),
                String.valueOf(briefing.untilMs()),
                String.valueOf(now.events()),
                "category",
                briefing.category(),
                "until_ms",
                String.valueOf(briefing.untilMs()),
                "headline",
                briefing.headline(),
                "data",
                document);
    }

    /** For the heartbeat. */
    public Map<String, String> progress() {
        Map<String, String> progress = new LinkedHashMap<>();
        if (told.get() > 0) progress.put("briefings", told.toString());
        if (unreadable.get() > 0) progress.put("briefings_unreadable", unreadable.toString());
        return progress;
    }
}
