package marketswarm.feed;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import marketswarm.feed.hub.HubOffer;
import marketswarm.feed.hub.HubSubscriptions;
import marketswarm.feed.poll.FeedAnswer;
import marketswarm.feed.poll.FeedHints;
import marketswarm.feed.poll.FeedRhythm;
import marketswarm.feed.poll.FeedState;
import marketswarm.feed.poll.Timetable;
import marketswarm.feed.read.Characters;
import marketswarm.feed.read.FeedLinks;
import marketswarm.feed.read.FeedReader;
import marketswarm.feed.read.NotAFeed;
import marketswarm.feed.read.ParsedFeed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an answer says: entries, or why there are none, and what is from then on known of the feed. */
final class FeedReading {

    private static final Logger LOG = LoggerFactory.getLogger(FeedReading.class);
    private static final int NOT_MODIFIED = 304;

    private final Timetable timetable;
    private final HubSubscriptions subscriptions;
    private final Quarantine quarantine;
    private final UnaryOperator<String> redact;
    private final Clock clock;
    private final AtomicLong polls = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();

    FeedReading(
            Timetable timetable,
            HubSubscriptions subscriptions,
            Quarantine quarantine,
            UnaryOperator<String> redact,
            Clock clock) {
        this.timetable = timetable;
        this.subscriptions = subscriptions;
        this.quarantine = quarantine;
        this.redact = redact;
        this.clock = clock;
    }

    /** Answers to requests, so far. */
    long polls() {
        return polls.get();
    }

    /** Those of them that could not be used. */
    long failures() {
        return failures.get();
    }

    long quarantined() {
        return quarantine.kept();
    }

    /** The entries of an answer; none after one that cannot be used, whose reason is kept and said. */
    FeedHarvest read(FeedAnswer answer) {
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
