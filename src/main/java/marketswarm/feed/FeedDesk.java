package marketswarm.feed;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
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
import marketswarm.redis.HostGate;
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
    private static final long LEASE_MS = 120_000;
    private static final long OVERDUE_MS = 60_000;

    private final UnifiedJedis redis;
    private final Supplier<RssAgg> settings;
    private final NewsStore store;
    private final Publisher publisher;
    private final Tickers tickers;
    private final UnaryOperator<String> redact;
    private final Clock clock;
    private final DueSet schedule;
    private final HostGate gate;
    private final PollSchedule plan;
    private volatile Map<String, Pace> paces = Map.of();
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

    /** For whoever fetches. */
    public FeedLimits limits() {
        return new FeedLimits(settings);
    }

    /** @param member of the schedule: {@code <category>|<url>} */
    public FeedPoll open(String member) {
        String url = url(member);
        Map<String, String> known = redis.hgetAll(FeedState.key(url));
        FeedState state =
                known.isEmpty() ? FeedState.fresh(url, member.substring(0, member.indexOf('|'))) : FeedState.of(known);
        FeedRhythm rhythm = FeedRhythm.of(known);
        long forgottenMs =
                Duration.ofDays(settings.get().retention().itemTtlDays()).toMillis();
        boolean whole = clock.millis() - rhythm.readMs() > forgottenMs / 3;
        FeedPoll poll = new FeedPoll(state, rhythm, whole, 0);
        String host = PollSchedule.host(poll.url());
        return new FeedPoll(state, rhythm, whole, gate.enter(host, state.url(), plan.manners(host), LEASE_MS));
    }

    private static String url(String member) {
        return member.substring(member.indexOf('|') + 1);
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
        FeedRhythm rhythm = answer.rhythm();
        if (answer.unusable()) quarantine(state, answer.error(), "");
        if (answer.error() != null) return failed(answer, answer.error());
        if (answer.status() == NOT_MODIFIED)
            return new FeedHarvest(
                    answer, state.unchanged(etag, lastModified, now, due(answer, rhythm)), rhythm, List.of());
        if (answer.status() / 100 != 2)
            return failed(answer, "feed: " + answer.poll().url() + " answers " + answer.status());
        try {
            ParsedFeed feed = new FeedReader()
                    .read(answer.body(), answer.header().apply("Content-Type"), state.url(), state.category(), now);
            feed.rejected().forEach(entry -> quarantine(state, entry.reason(), entry.excerpt()));
            if (state.errorStreak() > 0)
                LOG.info("feed: well again url={} failed={}", state.url(), state.errorStreak());
            FeedRhythm read = rhythm.read(hints(answer), now);
            return new FeedHarvest(
                    answer, state.read(feed, 0, etag, lastModified, now, due(answer, read)), read, feed.items());
        } catch (NotAFeed e) {
            String text = Characters.decode(answer.body(), answer.header().apply("Content-Type"));
            String feed = state.address() == null ? FeedLinks.first(text, state.url()) : null;
            if (feed != null && !feed.equals(state.url())) {
                LOG.info("feed: is a page, its feed is used url={} feed={}", state.url(), feed);
                return new FeedHarvest(answer, state.at(feed, now), rhythm, List.of());
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

    /** Keeps what is now known of the feed, and leaves its host; answers when it is due next, epoch milliseconds. */
    public long close(FeedNews news) {
        FeedHarvest harvest = news.harvest();
        FeedState state = harvest.state();
        boolean changed = !news.editions().isEmpty();
        FeedRhythm rhythm = changed ? harvest.rhythm().changed(clock.millis()) : harvest.rhythm();
        long due = changed ? due(harvest.answer(), rhythm) : state.nextMs();
        long fresh = news.editions().stream()
                .filter(edition -> edition.replaces() == null)
                .count();
        String key = FeedState.key(state.url());
        Map<String, String> fields = state.toFields();
        fields.remove("new_items");
        fields.put("next_ms", String.valueOf(due));
        fields.putAll(rhythm.toFields());
        try (var pipeline = redis.pipelined()) {
            pipeline.hset(key, fields);
            pipeline.hincrBy(key, "new_items", fresh);
            if (state.errorStreak() == 0) pipeline.zrem(Keys.FAILING.key(), state.url());
            else pipeline.zadd(Keys.FAILING.key(), state.errorStreak(), state.url());
            pipeline.sync();
        }
        leave(harvest);
        return due;
    }

    private void leave(FeedHarvest harvest) {
        FeedAnswer answer = harvest.answer();
        String host = PollSchedule.host(answer.poll().url());
        long aloneMs = PollPlan.leftAloneMs(clock.millis(), outcome(answer, harvest.rhythm()));
        if (aloneMs > 0) LOG.info("feed: host is left alone host={} s={}", host, aloneMs / 1_000);
        if (aloneMs > 0 || plan.manners(host).atOnce() > 0)
            gate.leave(host, harvest.state().url(), aloneMs);
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
                "failures", failures.toString(),
                "feeds", String.valueOf(plan.paces().size()),
                "failing", String.valueOf(redis.zcard(Keys.FAILING.key())),
                "overdue",
                        String.valueOf(redis.zcount(Keys.SCHEDULE.key(), 0, (double) (clock.millis() - OVERDUE_MS))));
    }

    private FeedHarvest failed(FeedAnswer answer, String why) {
        failures.incrementAndGet();
        FeedState state = answer.poll().state();
        FeedRhythm rhythm = answer.rhythm();
        long due = due(answer, rhythm, state.errorStreak() + 1);
        if (state.errorStreak() == 0) LOG.warn("feed: cannot be read url={} cause={}", state.url(), why);
        boolean moved = answer.status() / 100 == 2 || (answer.status() / 100 == 4 && answer.status() != 429);
        FeedState known = moved && state.address() != null ? state.at(null, clock.millis()) : state;
        return new FeedHarvest(
                answer,
                known.failed(answer.status(), redact.apply(why), clock.millis(), due),
                moved ? rhythm.moved(null) : rhythm,
                List.of());
    }

    private long due(FeedAnswer answer, FeedRhythm rhythm) {
        return due(answer, rhythm, 0);
    }

    private long due(FeedAnswer answer, FeedRhythm rhythm, int errorStreak) {
        FeedState state = answer.poll().state();
        return PollPlan.nextDueMs(
                clock.millis(), plan.pace(state.category(), state.url()), outcome(answer, rhythm, errorStreak));
    }

    private PollOutcome outcome(FeedAnswer answer, FeedRhythm rhythm) {
        return outcome(answer, rhythm, 0);
    }

    private PollOutcome outcome(FeedAnswer answer, FeedRhythm rhythm, int errorStreak) {
        return new PollOutcome(
                answer.poll().state().url(),
                answer.status(),
                errorStreak,
                rhythm.quietMs(clock.millis()),
                answer.header(),
                rhythm.hints());
    }

    private static FeedHints hints(FeedAnswer answer) {
        byte[] head = Arrays.copyOf(answer.body(), Math.min(FeedHints.HEAD, answer.body().length));
        return FeedHints.of(Characters.decode(head, answer.header().apply("Content-Type")));
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
}
