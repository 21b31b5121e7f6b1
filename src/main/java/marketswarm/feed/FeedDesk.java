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
import marketswarm.redis.Keys;
import marketswarm.redis.NewsStore;
import marketswarm.redis.QueueTrim;
import marketswarm.redis.StoryLog;
import marketswarm.truth.Settings.RssAgg;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.UnifiedJedis;

/** What surrounds the reading of a feed: its state between polls, what is new in it, when it is due again. */
public final class FeedDesk {

    private static final Logger LOG = LoggerFactory.getLogger(FeedDesk.class);
    private static final int NOT_MODIFIED = 304;
    private static final int MEGABYTE = 1 << 20;
    private static final int PIECE = 1 << 14;

    private final UnifiedJedis redis;
    private final Supplier<RssAgg> settings;
    private final NewsStore store;
    private final Publisher publisher;
    private final Tickers tickers;
    private final UnaryOperator<String> redact;
    private final Clock clock;
    private final Timetable timetable;
    private final Quarantine quarantine;
    private final HubSubscriptions subscriptions;
    private final HubCallback callback;
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
        this.timetable = new Timetable(redis, settings, clock);
        this.quarantine = new Quarantine(redis, settings, redact, clock);
        this.subscriptions = new HubSubscriptions(redis, settings, timetable, clock);
        this.callback = new HubCallback(redis, subscriptions);
    }

    /** Brings the schedule in line with truth. */
    public void reconcile() {
        timetable.reconcile();
    }

    /**
     * Polls feeds as soon as their hosts may be asked.
     *
     * @param which a category or an address; empty: all
     * @return how many, in words
     */
    public String pollNow(String which) {
        return timetable.hasten(which) + " feeds due now";
    }

    /** For whoever asks hubs. */
    public HubSubscriptions subscriptions() {
        return subscriptions;
    }

    /** For whoever hubs ask. */
    public HubCallback callback() {
        return callback;
    }

    /** For whoever fetches. */
    public FeedLimits limits() {
        return new FeedLimits(settings);
    }

    /** @param member of the schedule: {@code <category>|<url>} */
    public FeedPoll open(String member) {
        String url = Timetable.url(member);
        Map<String, String> known = redis.hgetAll(FeedState.key(url));
        FeedState state =
                known.isEmpty() ? FeedState.fresh(url, member.substring(0, member.indexOf('|'))) : FeedState.of(known);
        FeedRhythm rhythm = FeedRhythm.of(known);
        long forgottenMs =
                Duration.ofDays(settings.get().retention().itemTtlDays()).toMillis();
        boolean whole = clock.millis() - rhythm.readMs() > forgottenMs / 3;
        FeedPoll poll = FeedPoll.of(state, rhythm, whole);
        return poll.again(timetable.enter(poll));
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
        if (answer.poll().pushed()) return pushed(answer);
        polls.incrementAndGet();
        FeedState state = answer.poll().state();
        long now = clock.millis();
        String etag = answer.header().apply("ETag");
        String lastModified = answer.header().apply("Last-Modified");
        FeedRhythm rhythm = answer.rhythm();
        if (answer.unusable()) quarantine.keep(state, answer.error(), "");
        if (answer.error() != null) return failed(answer, answer.error());
        if (answer.status() == NOT_MODIFIED)
            return new FeedHarvest(
                    answer,
                    state.unchanged(etag, lastModified, now, timetable.due(answer, rhythm, 0)),
                    rhythm,
                    List.of());
        if (answer.status() / 100 != 2)
            return failed(answer, "feed: " + answer.poll().url() + " answers " + answer.status());
        try {
            ParsedFeed feed = new FeedReader()
                    .read(answer.body(), answer.header().apply("Content-Type"), state.url(), state.category(), now);
            feed.rejected().forEach(entry -> quarantine.keep(state, entry.reason(), entry.excerpt()));
            if (state.errorStreak() > 0)
                LOG.info("feed: well again url={} failed={}", state.url(), state.errorStreak());
            String head = head(answer);
            HubOffer offer = HubOffer.of(answer.header(), head, answer.poll().url());
            if (offer != null && subscriptions.areWanted()) subscriptions.offered(state, offer);
            FeedRhythm read = rhythm.read(FeedHints.of(head), now);
            return new FeedHarvest(
                    answer,
                    state.read(feed, 0, etag, lastModified, now, timetable.due(answer, read, 0)),
                    read,
                    feed.items());
        } catch (NotAFeed e) {
            String text = Characters.decode(answer.body(), answer.header().apply("Content-Type"));
            String feed = state.address() == null ? FeedLinks.first(text, state.url()) : null;
            if (feed != null && !feed.equals(state.url())) {
                LOG.info("feed: is a page, its feed is used url={} feed={}", state.url(), feed);
                return new FeedHarvest(answer, state.at(feed, now), rhythm, List.of());
            }
            quarantine.keep(state, e.getMessage(), text);
            return failed(answer, String.valueOf(e.getMessage()));
        }
    }

    /** What a hub brings may be a part of the feed only, so nothing but its entries counts. */
    private FeedHarvest pushed(FeedAnswer answer) {
        FeedState state = answer.poll().state();
        String contentType = answer.header().apply("Content-Type");
        try {
            ParsedFeed feed =
                    new FeedReader().read(answer.body(), contentType, state.url(), state.category(), clock.millis());
            feed.rejected().forEach(entry -> quarantine.keep(state, entry.reason(), entry.excerpt()));
            return new FeedHarvest(answer, state, answer.poll().rhythm(), feed.items());
        } catch (NotAFeed e) {
            quarantine.keep(
                    state, "feed: brought by a hub: " + e.getMessage(), Characters.decode(answer.body(), contentType));
            return new FeedHarvest(answer, state, answer.poll().rhythm(), List.of());
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
        long due = changed ? timetable.due(harvest.answer(), rhythm, 0) : state.nextMs();
        long fresh = news.editions().stream()
                .filter(edition -> edition.replaces() == null)
                .count();
        String key = FeedState.key(state.url());
        if (harvest.answer().poll().pushed()) {
            if (changed) redis.hset(key, "changed_ms", String.valueOf(clock.millis()));
            redis.hincrBy(key, "new_items", fresh);
            return state.nextMs();
        }
        if (fresh > 0 && rhythm.isPushed(clock.millis())) subscriptions.missed(state.url());
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
        timetable.leave(harvest.answer(), harvest.rhythm());
        return due;
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
        Map<String, String> progress = new LinkedHashMap<>(timetable.progress());
        progress.put("polls", polls.toString());
        progress.put("published", String.valueOf(publisher.published()));
        progress.put("revised", String.valueOf(publisher.revised()));
        progress.put("failures", failures.toString());
        if (subscriptions.areWanted()) progress.putAll(callback.progress());
        return progress;
    }

    private FeedHarvest failed(FeedAnswer answer, String why) {
        failures.incrementAndGet();
        FeedState state = answer.poll().state();
        FeedRhythm rhythm = answer.rhythm();
        long due = timetable.due(answer, rhythm, state.errorStreak() + 1);
        if (state.errorStreak() == 0) LOG.warn("feed: cannot be read url={} cause={}", state.url(), why);
        boolean moved = answer.status() / 100 == 2 || (answer.status() / 100 == 4 && answer.status() != 429);
        FeedState known = moved && state.address() != null ? state.at(null, clock.millis()) : state;
        return new FeedHarvest(
                answer,
                known.failed(answer.status(), redact.apply(why), clock.millis(), due),
                moved ? rhythm.moved(null) : rhythm,
                List.of());
    }

    private static String head(FeedAnswer answer) {
        byte[] head = Arrays.copyOf(answer.body(), Math.min(FeedHints.HEAD, answer.body().length));
        return Characters.decode(head, answer.header().apply("Content-Type"));
    }
}
