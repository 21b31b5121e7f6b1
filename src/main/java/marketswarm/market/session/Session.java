package marketswarm.market.session;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import marketswarm.domain.MarketEvent;
import marketswarm.market.ClusterEvents;
import marketswarm.market.Shard;
import marketswarm.market.vendor.Commands;
import marketswarm.market.vendor.Frame;
import marketswarm.market.vendor.Status;
import marketswarm.market.vendor.Subscriptions;
import marketswarm.market.vendor.Topics;

/**
 * The conversation with one cluster of the vendor, without the socket: it is told what happened and answers what to
 * send and what to publish. It starts no thread and waits for nothing; its methods may be called from several threads.
 */
public final class Session {

    /** Where the conversation stands. */
    public enum State {
        /** No socket. */
        CLOSED,
        /** Auth is sent and not answered. */
        AUTHENTICATING,
        /** Authenticated and subscribed. */
        LIVE,
        /** The vendor does not let us in; trying again soon only annoys it. */
        REFUSED,
        /** Too many connections on this account; either side may be the one that is cut. */
        CAPPED
    }

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
    private static final Duration SETTLED_AFTER = Duration.ofSeconds(30);
    private static final Duration REFUSED_PAUSE = Duration.ofMinutes(5);
    private static final Duration CAPPED_PAUSE = Duration.ofSeconds(60);
    private static final String SUBSCRIBED = "subscribed to:";

    private final FeedEvents events;
    private final Subscriptions subscriptions;
    private final Supplier<String> apiKey;
    private final Clock steady;
    private State state = State.CLOSED;
    private boolean outageTold;
    private String sentKey = "";
    private boolean authenticated;
    private long liveSinceMs;
    private long cappedAtMs;
    private long frames;
    private long ticks;
    private long malformed;

    /**
     * @param topics as {@link Topics} spells them
     * @param apiKey asked at every connection, so that a new key works at once
     */
    public Session(String cluster, List<String> topics, Supplier<String> apiKey, Clock clock) {
        this(new ClusterEvents(cluster, Shard.WHOLE, clock), topics, apiKey, clock);
    }

    /** @param steady by which it waits, and which nobody sets */
    Session(ClusterEvents events, List<String> topics, Supplier<String> apiKey, Clock steady) {
        this.events = new FeedEvents(events);
        this.subscriptions = new Subscriptions(topics);
        this.apiKey = apiKey;
        this.steady = steady;
    }

    /** A socket has opened. The answer holds the key: send it, never log it. */
    public synchronized List<String> opened() {
        subscriptions.forget();
        state = State.AUTHENTICATING;
        authenticated = false;
        sentKey = apiKey.get();
        return List.of(Commands.auth(sentKey));
    }

    /** A frame has been decoded: counts it and reacts to its statuses. */
    public synchronized Reaction received(Frame frame) {
        count(1, frame);
        return frame.statuses().isEmpty() ? Reaction.NONE : answered(frame.statuses());
    }

    /** Counts what was decoded of so many frames, whose statuses, if any, are handed to {@link #answered}. */
    public synchronized void count(int number, Frame frame) {
        frames += number;
        ticks += frame.ticks().size();
        malformed += frame.malformed();
    }

    /** The vendor has said something about the conversation; use {@link #received} to have frames counted as well. */
    public synchronized Reaction answered(List<Status> statuses) {
        var commands = new ArrayList<String>();
        var told = new ArrayList<MarketEvent>();
        for (Status status : statuses) {
            Reaction reaction = answered(status);
            commands.addAll(reaction.commands());
            told.addAll(reaction.events());
        }
        return new Reaction(commands, told);
    }

    /** The truth has changed: these are the topics now. Takes effect on the open socket. */
    public synchronized Reaction want(Collection<String> topics) {
        subscriptions.want(topics);
        if (!authenticated) return Reaction.NONE;
        var commands = new ArrayList<String>(Commands.unsubscribe(subscriptions.giveBack()));
        commands.addAll(Commands.subscribe(subscriptions.ask(steady.millis())));
        return new Reaction(commands, List.of());
    }

    /** To be called every few seconds: names, once, the topics that the vendor left unanswered for ten. */
    public synchronized Reaction overdue() {
        if (!authenticated) return Reaction.NONE;
        long now = steady.millis();
        // The cap hit another connection: this one lives on.
        if (state == State.CAPPED && now - cappedAtMs >= CAPPED_PAUSE.toMillis()) state = State.LIVE;
        var unanswered = subscriptions.unanswered(now - ANSWER_WITHIN.toMillis());
        return unanswered.topics().isEmpty() ? Reaction.NONE : Reaction.saying(events.rejected(unanswered));
    }

    /** Nothing has come for so long while the market is open: the connection is half-open, a new one is needed. */
    public synchronized Reaction stale(Duration silent) {
        return Reaction.givingUp(events.stale(silent));
    }

    /** The socket has gone, or never opened. Said once an outage, however often the attempts fail. */
    public synchronized Reaction closed(String reason) {
        boolean known = outageTold || state == State.REFUSED;
        outageTold = true;
        authenticated = false;
        if (state == State.LIVE || state == State.AUTHENTICATING) state = State.CLOSED;
        return known ? Reaction.NONE : Reaction.saying(events.lost(reason));
    }

    /** Whether the vendor has let us in on the socket that is open. */
    public synchronized boolean isAuthenticated() {
        return authenticated;
    }

    /** Stays {@link State#REFUSED} or {@link State#CAPPED} after the socket has closed, until the next one opens. */
    public synchronized State state() {
        return state;
    }

    /**
     * The shortest pause before the next attempt; the caller's own backoff comes on top. To be asked again while
     * waiting: a new key ends the pause of a refused one.
     */
    public synchronized Duration pause() {
        return switch (state) {
            case REFUSED -> apiKey.get().equals(sentKey) ? REFUSED_PAUSE : Duration.ZERO;
            case CAPPED -> CAPPED_PAUSE;
            default -> Duration.ZERO;
        };
    }

    /**
     * True when the connection has lived long enough to forget earlier failures. Authentication alone must not reset a
     * backoff: a connection over the quota is authenticated too, and then cut.
     */
    public synchronized boolean settled() {
        return state == State.LIVE && steady.millis() - liveSinceMs >= SETTLED_AFTER.toMillis();
    }

    /** For the heartbeat: state, topics wanted, held and rejected, frames, ticks, malformed elements. */
    public synchronized Map<String, String> progress() {
        var progress = new LinkedHashMap<String, String>();
        progress.put("state", state.name().toLowerCase(Locale.ROOT));
        progress.put("topics_wanted", Integer.toString(subscriptions.wanted()));
        progress.put("topics_held", Integer.toString(subscriptions.held()));
        progress.put("topics_rejected", Integer.toString(subscriptions.rejected()));
        progress.put("topics_rejected_names", subscriptions.rejectedNames());
        progress.put("frames", Long.toString(frames));
        progress.put("ticks", Long.toString(ticks));
        progress.put("malformed", Long.toString(malformed));
        return progress;
    }

    private Reaction answered(Status status) {
        return switch (status.status()) {
            case "auth_success" -> authenticated();
            case "auth_failed" -> refused(status.message());
            case "auth_timeout" -> authTimeout(status.message());
            case "max_connections" -> capped(status.message());
            case "success" -> acknowledged(status.message());
            case "error" -> notAuthorized();
            default -> Reaction.NONE;
        };
    }

    private Reaction authenticated() {
        if (authenticated) return Reaction.NONE;
        authenticated = true;
        if (state == State.AUTHENTICATING) state = State.LIVE;
        outageTold = false;
        liveSinceMs = steady.millis();
        List<String> topics = subscriptions.ask(liveSinceMs);
        return new Reaction(Commands.subscribe(topics), List.of(events.connected(topics.size())));
    }

    private Reaction refused(String words) {
        state = State.REFUSED;
        outageTold = true;
        return Reaction.saying(events.refused(words));
    }

    private Reaction authTimeout(String words) {
        state = State.CLOSED;
        outageTold = true;
        return Reaction.saying(events.authTimeout(words));
    }

    private Reaction capped(String words) {
        boolean known = state == State.CAPPED;
        state = State.CAPPED;
        cappedAtMs = steady.millis();
        return known ? Reaction.NONE : Reaction.saying(events.capped(words.strip()));
    }

    private Reaction acknowledged(String message) {
        // "unsubscribed to:" needs no care: what was given back is already forgotten.
        if (message.startsWith(SUBSCRIBED)) {
            subscriptions.subscribed(message.substring(SUBSCRIBED.length()).strip());
        }
        return Reaction.NONE;
    }

    private Reaction notAuthorized() {
        subscriptions.refused();
        return Reaction.NONE;
    }
}
