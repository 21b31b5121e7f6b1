package marketswarm.feed;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import marketswarm.domain.NewsItem;
import marketswarm.feed.fetch.FeedLimits;
import marketswarm.feed.hub.HubCallback;
import marketswarm.feed.hub.HubSubscriptions;
import marketswarm.feed.poll.FeedAnswer;
import marketswarm.feed.poll.FeedPoll;
import marketswarm.feed.poll.FeedRhythm;
import marketswarm.feed.poll.FeedState;
import marketswarm.feed.poll.Timetable;
import marketswarm.feed.story.Edition;
import marketswarm.feed.story.Publisher;
import marketswarm.feed.story.Revisions;
import marketswarm.feed.story.Tickers;
import marketswarm.redis.Keys;
import marketswarm.redis.NewsStore;
import marketswarm.redis.QueueTrim;
import marketswarm.redis.StoryLog;
import marketswarm.truth.Settings.RssAgg;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;

/** What surrounds the reading of a feed: its state between polls, what is new in it, when it is due again. */
public final class FeedDesk {

    private final UnifiedJedis redis;
    private final Supplier<RssAgg> settings;
    private final NewsStore store;
    private final Publisher publisher;
    private final Tickers tickers;
    private final Clock clock;
    private final Timetable timetable;
    private final FeedReading reading;
    private final HubSubscriptions subscriptions;
    private final HubCallback callback;

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
        this.clock = clock;
        this.timetable = new Timetable(redis, settings, clock);
        this.subscriptions = new HubSubscriptions(redis, settings, timetable, clock);
        this.reading = new FeedReading(
                timetable, subscriptions, new Quarantine(redis, settings, redact, clock), redact, clock);
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
        long feeds = timetable.hasten(which);
        return feeds + (feeds == 1 ? " feed" : " feeds") + " due now";
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
        return new FeedLimits(settings, clock);
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

    /** The entries of an answer; none after one that cannot be used, whose reason is kept and said. */
    public FeedHarvest read(FeedAnswer answer) {
        return reading.read(answer);
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
        Response<Long> kept;
        try (var pipeline = redis.pipelined()) {
            kept = pipeline.hset(key, fields);
            pipeline.hincrBy(key, "new_items", fresh);
            if (state.errorStreak() == 0) pipeline.zrem(Keys.FAILING.key(), state.url());
            else pipeline.zadd(Keys.FAILING.key(), state.errorStreak(), state.url());
            pipeline.sync();
        }
        kept.get(); // a full server refuses them all, and the step is repeated
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
        progress.put("polls", String.valueOf(reading.polls()));
        progress.put("published", String.valueOf(publisher.published()));
        progress.put("revised", String.valueOf(publisher.revised()));
        progress.put("failures", String.valueOf(reading.failures()));
        progress.put("quarantined", String.valueOf(reading.quarantined()));
        if (subscriptions.areWanted()) progress.putAll(callback.progress());
        return progress;
    }
}
