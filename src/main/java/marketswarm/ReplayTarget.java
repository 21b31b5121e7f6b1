package marketswarm;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import marketswarm.domain.Tick;
import marketswarm.market.snapshot.SnapshotBook;
import marketswarm.market.snapshot.SnapshotStore;
import marketswarm.market.stream.TickWriter;
import marketswarm.redis.Keys;
import marketswarm.redis.RedisServers;
import marketswarm.truth.Misconfigured;
import marketswarm.truth.Settings;
import marketswarm.truth.Truth;
import marketswarm.truth.TruthStore;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/** Where a replay goes: the streams and snapshots of the Market Redis that truth names, marked as replayed. */
final class ReplayTarget implements AutoCloseable {

    private static final String ORIGIN = "replay";
    private static final String LIVE = "massive";
    private static final long WITHOUT_TRUTH = 100_000;

    private final UnifiedJedis market;
    private final TickWriter streams;
    private final SnapshotBook book;
    private final SnapshotStore snapshots;

    private ReplayTarget(UnifiedJedis market, long maxLength, Clock clock) {
        this.market = market;
        this.streams = new TickWriter(ORIGIN, () -> maxLength);
        this.book = new SnapshotBook(clock, ORIGIN);
        this.snapshots = new SnapshotStore(market, clock);
    }

    /**
     * @param beside live prices, should there be any
     * @throws Misconfigured when a server does not answer, for a replay does not wait for one; or when prices are live
     */
    static ReplayTarget open(String systemUrl, boolean beside, Clock clock) {
        Optional<Truth> truth = truth(systemUrl, beside);
        String url = truth.map(loaded -> loaded.marketUrl(systemUrl)).orElse(systemUrl);
        UnifiedJedis market = answering(url);
        return new ReplayTarget(market, truth.map(ReplayTarget::maxLength).orElse(WITHOUT_TRUTH), clock);
    }

    /** Ticks become entries, and then the state of their symbols. */
    void write(List<Tick> ticks) {
        try {
            book.fold(ticks, streams.append(market, Keys.TICKS.glob(), ticks));
            flush();
        } catch (JedisException e) {
            throw new IllegalStateException("replay: Redis has gone while frames were played: " + e.getMessage(), e);
        }
    }

    void flush() {
        snapshots.write(book.takeDirty());
    }

    private static Optional<Truth> truth(String url, boolean beside) {
        try (UnifiedJedis system = answering(url)) {
            if (!beside && system.exists(Keys.HEARTBEAT.of(LIVE)))
                throw new Misconfigured(
                        "replay: " + LIVE
                                + " is running, and live and replayed prices of one symbol would mix. Stop it first, or give --force");
            return new TruthStore(system).read();
        }
    }

    private static long maxLength(Truth truth) {
        if (!truth.components().contains("massive")) return WITHOUT_TRUTH;
        return truth.settings("massive", Settings.Massive.class).retention().tickMaxlen();
    }

    private static UnifiedJedis answering(String url) {
        UnifiedJedis redis = RedisServers.open(url, ORIGIN);
        try {
            redis.ping();
            return redis;
        } catch (JedisException e) {
            redis.close();
            throw Misconfigured.redis(url, e);
        }
    }

    @Override
    public void close() {
        market.close();
    }
}
