package marketswarm.feed;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import marketswarm.domain.NewsItem;
import marketswarm.redis.DueSet;
import marketswarm.redis.Keys;
import marketswarm.redis.NewsStore;
import marketswarm.redis.QueueTrim;
import marketswarm.redis.StoryLog;
import marketswarm.truth.Settings.RssAgg;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.XAddParams;

/** What surrounds the reading of a feed: its state between polls, what is new in it, when it is due again. */
public final class FeedDesk {

    private static final Logger LOG = LoggerFactory.getLogger(FeedDesk.class);
    private static final int NOT_MODIFIED = 304;
    private static final int MEGABYTE = 1 << 20;
    private static final int PIECE = 1 << 14;
    private static final int EXCERPT = 500;

    private final UnifiedJedis redis;
    private final Supplier<RssAgg> settings;
    private final NewsStore store;
    private final Publisher publisher;
    private final Tickers tickers;
    private final UnaryOperator<String> redact;
    private final Clock clock;
    private final DueSet schedule;
    private final AtomicLong polls = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();

    /**
     * @param settings asked whenever one is needed, so that a change holds from then on
     * @param redact for what a site answers, where it is kept as it is: it may repeat what it was told
     */
    public FeedDesk(
            UnifiedJedis redis,
            Supplier<RssAgg> settings,
            NewsStore store,
            Publisher publisher,
            Tickers tickers,
            UnaryOperator<String> redact,
            Clock clock) {
        this.redis = redis;
        this.settings = settings;
        this.store = store;
        this.publisher = publisher;
        this.tickers = tickers;
        this.redact = redact;
        this.clock = clock;
        this.schedule = new DueSet(redis, Keys.SCHEDULE.key());
    }

    /** Brings the schedule in line with truth: feeds that are new fall due now, feeds that are gone leave it. */
    public void reconcile() {
        Map<String, Duration> wanted = wanted(settings.get());
        wanted.keySet().forEach(member -> schedule.add(member, clock.millis()));
        schedule.members().stream()
                .filter(member -> !wanted.containsKey(member))
                .forEach(schedule::drop);
        LOG.info(
                "feed: schedule set feeds={} categories={}",
                wanted.size(),
                settings.get().enabledCategories());
    }

    /** For whoever fetches. */
    public FeedLimits limits() {
        return new FeedLimits(settings);
    }

    /** @param member of the schedule: {@code <category>|<url>} */
    public FeedPoll open(String member) {
        int bar = member.indexOf('|');
        String url = member.substring(bar + 1);
        Map<String, String> known = redis.hgetAll(FeedState.key(url));
        return new FeedPoll(known.isEmpty() ? FeedState.fresh(url, member.substring(0, bar)) : FeedState.of(known));
    }

    /**
     * Reads what a site answers, and no more of it than truth allows, nor for longer.
     *
     * @throws IOException when it is more, takes longer, or breaks off
     */
    public byte[] bytes(@Nullable InputStream body) throws IOException {
        if (body == null) return new byte[0];
        RssAgg now = settings.get();
        int most = now.maxMegabytes() * MEGABYTE;
        long until = clock.millis() + now.timeoutSec() * 1_000L;
        var read = new ByteArrayOutputStream();
        byte[] piece = new byte[PIECE];
        for (int length = body.read(piece); length >= 0; length = body.read(piece)) {
            read.write(piece, 0, length);
            if (read.size() > most) throw FeedLimits.tooLarge(now.maxMegabytes());
            if (clock.millis() > until)
                throw new IOException("takes longer than " + now.timeoutSec() + " s (timeout_sec)");
        }
        return read.toByteArray();
    }

    /** The entries of an answer; none after one that cannot be used, whose reason is kept and said. */
    public FeedHarvest read(FeedAnswer answer) {
        polls.incrementAndGet();
        FeedState state = answer.poll().state();
        long now = clock.millis();
        String etag = answer.header().apply("ETag");
        String lastModified = answer.header().apply("Last-Modified");
        if (answer.unusable()) quarantine(state, answer.error(), "");
        if (answer.error() != null) return failed(answer, answer.error());
        if (answer.status() == NOT_MODIFIED)
            return new FeedHarvest(state.unchanged(etag, lastModified, now, due(answer, 0)), List.of());
        if (answer.status() / 100 != 2)
            return failed(answer, "feed: " + answer.poll().url() + " answers " + answer.status());
        try {
            ParsedFeed feed = new FeedReader()
                    .read(answer.body(), answer.header().apply("Content-Type"), state.url(), state.category(), now);
            feed.rejected().forEach(entry -> quarantine(state, entry.reason(), entry.excerpt()));
            if (state.errorStreak() > 0)
                LOG.info("feed: well again url={} failed={}", state.url(), state.errorStreak());
            return new FeedHarvest(state.read(feed, 0, etag, lastModified, now, due(answer, 0)), feed.items());
        } catch (NotAFeed e) {
            String text = Characters.decode(answer.body(), answer.header().apply("Content-Type"));
            String feed = state.address() == null ? FeedLinks.first(text, state.url()) : null;
            if (feed != null && !feed.equals(state.url())) {
                LOG.info("feed: is a page, its feed is used url={} feed={}", state.url(), feed);
                return new FeedHarvest(state.at(feed, now), List.of());
            }
            quarantine(state, e.getMessage(), text);
            return failed(answer, String.valueOf(e.getMessage()));
        }
    }

    /** Leaves out what is known and unchanged; what the feed still carries stays known. */
    public FeedNews changes(FeedHarvest harvest) {
        Map<String, NewsItem> found = harvest.items().stream()
                .collect(Collectors.toMap(NewsItem::uid, item -> item, (first, again) -> first, LinkedHashMap::new));
        Set<String> known = store.known(redis, List.copyOf(found.keySet()));
        Map<String, NewsStore.Kept> kept = store.kept(redis, known);
        List<Edition> editions = found.values().stream()
                .flatMap(item -> edition(item, known.contains(item.uid()), kept.get(item.uid())).stream())
                .toList();
        return new FeedNews(harvest, editions);
    }

    private Optional<Edition> edition(NewsItem item, boolean known, NewsStore.@Nullable Kept kept) {
        if (!known) return Optional.of(Edition.first(item));
        return kept == null ? Optional.empty() : Revisions.of(item, kept, clock.millis());
    }

    /** The edition with the symbols that its text names. */
    public Edition enrich(Edition edition) {
        return edition.with(edition.item().withTickers(tickers.named(edition.item())));
    }

    /** Keeps what is now known of the feed; answers when it is due next, epoch milliseconds. */
    public long close(FeedNews news) {
        FeedState state = news.harvest().state();
        long fresh = news.editions().stream()
                .filter(edition -> edition.replaces() == null)
                .count();
        String key = FeedState.key(state.url());
        Map<String, String> fields = state.toFields();
        fields.remove("new_items");
        try (var pipeline = redis.pipelined()) {
            pipeline.hset(key, fields);
            pipeline.hincrBy(key, "new_items", fresh);
            pipeline.sync();
        }
        return state.nextMs();
    }

    /** Lets go of what is finished and old. */
    public void retain() {
        QueueTrim.trim(redis, Keys.QUEUE.key(), settings.get().retention().queueMaxlen());
        store.forgetOld(redis);
        new StoryLog(redis)
                .forget(clock.millis()
                        - Duration.ofHours(settings.get().storyWindowHours()).toMillis());
    }

    /** For the heartbeat. */
    public Map<String, String> progress() {
        return Map.of(
                "polls", polls.toString(),
                "published", String.valueOf(publisher.published()),
                "revised", String.valueOf(publisher.revised()),
                "failures", failures.toString());
    }

    private FeedHarvest failed(FeedAnswer answer, String why) {
        failures.incrementAndGet();
        FeedState state = answer.poll().state();
        int streak = state.errorStreak() + 1;
        long due = due(answer, streak);
        if (streak == 1) LOG.warn("feed: cannot be read url={} cause={}", state.url(), why);
        boolean moved = answer.status() / 100 == 2 || (answer.status() / 100 == 4 && answer.status() != 429);
        FeedState known = moved && state.address() != null ? state.at(null, clock.millis()) : state;
        return new FeedHarvest(known.failed(answer.status(), redact.apply(why), clock.millis(), due), List.of());
    }

    private long due(FeedAnswer answer, int errorStreak) {
        FeedState state = answer.poll().state();
        Duration interval = wanted(settings.get())
                .getOrDefault(
                        state.category() + "|" + state.url(),
                        minutes(settings.get().pollIntervalMin()));
        return PollPlan.nextDueMs(
                clock.millis(),
                interval,
                new PollOutcome(
                        state.url(),
                        answer.status(),
                        errorStreak,
                        answer.header().apply("Retry-After"),
                        answer.header().apply("Cache-Control")));
    }

    private void quarantine(FeedState state, @Nullable String reason, String excerpt) {
        var params = XAddParams.xAddParams()
                .id(StreamEntryID.NEW_ENTRY)
                .maxLen(settings.get().retention().quarantineMaxlen())
                .approximateTrimming();
        redis.xadd(
                Keys.QUARANTINE.key(),
                params,
                Map.of(
                        "feed_url", state.url(),
                        "category", state.category(),
                        "reason", redact.apply(String.valueOf(reason)),
                        "excerpt", redact.apply(excerpt.substring(0, Math.min(EXCERPT, excerpt.length()))),
                        "ts_ms", String.valueOf(clock.millis())));
    }

    private static Map<String, Duration> wanted(RssAgg settings) {
        Map<String, Duration> wanted = new LinkedHashMap<>();
        for (String category : settings.enabledCategories())
            for (RssAgg.Feed feed : settings.categories().getOrDefault(category, List.of()))
                wanted.put(
                        category + "|" + feed.url(),
                        minutes(feed.pollIntervalMin() == null ? settings.pollIntervalMin() : feed.pollIntervalMin()));
        return wanted;
    }

    private static Duration minutes(double minutes) {
        return Duration.ofMillis(Math.round(minutes * 60_000));
    }
}
