package marketswarm.redis;

import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Who does what only one may do. The role's key names its holder and a number that grows with every new holder, so that
 * what an earlier one still says can be told apart; it expires unless its holder renews it. While the server is away
 * nobody can take the role over, and whoever had it keeps it.
 */
public final class Lease {

    private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

    /** Renews or takes the role; answers the holder's number, 0 when another one has it. */
    private static final String HOLD = """
            local held = redis.call('GET', KEYS[1])
            if held then
              local fence, holder = string.match(held, '^(%d+) (.*)$')
              if holder ~= ARGV[1] then return 0 end
              redis.call('PEXPIRE', KEYS[1], ARGV[2])
              return tonumber(fence)
            end
            local fence = redis.call('INCR', KEYS[2])
            redis.call('SET', KEYS[1], fence .. ' ' .. ARGV[1], 'PX', ARGV[2])
            return fence""";

    private static final String LET_GO = """
            local held = redis.call('GET', KEYS[1])
            if held and string.match(held, '^%d+ (.*)$') == ARGV[1] then return redis.call('DEL', KEYS[1]) end
            return 0""";

    private final UnifiedJedis redis;
    private final String role;
    private final String holder;
    private final Duration ttl;
    private volatile long fence;
    private volatile long settledNs;

    /**
     * @param holder who asks, unique among those who do
     * @param ttl after which the role of a holder that is gone is free; renew it several times meanwhile
     */
    public Lease(UnifiedJedis redis, String role, String holder, Duration ttl) {
        this.redis = redis;
        this.role = role;
        this.holder = holder;
        this.ttl = ttl;
    }

    /** Takes or renews the role, to be called several times a {@code ttl}; whether it is held now. */
    public synchronized boolean hold() {
        try {
            Object answer = redis.eval(HOLD, keys(), List.of(holder, String.valueOf(ttl.toMillis())));
            long now = ((Number) answer).longValue();
            if (now != fence) LOG.info("redis: role={} {} fence={}", role, now > 0 ? "taken" : "held by another", now);
            fence = now;
        } catch (JedisException e) {
            if (!Outage.isAway(e)) throw e;
            LOG.debug("redis: a lease could not be renewed role={}", role, e);
        } finally {
            settledNs = System.nanoTime();
        }
        return isHeld();
    }

    /** As of the last {@link #hold}. */
    public boolean isHeld() {
        return fence > 0;
    }

    /** The same for one who may have stood still: where nobody has asked for as long as the role lasts, it is asked for. */
    public boolean isCertain() {
        if (fence == 0) return false;
        return System.nanoTime() - settledNs < ttl.toNanos() || hold();
    }

    /** Grows with every holder of the role; 0 while another one has it. */
    public long fence() {
        return fence;
    }

    /** What the role's key says while it is held as of the last {@link #hold}: writes for the role show it. */
    public String mark() {
        return fence + " " + holder;
    }

    /** Who asks. */
    public String holder() {
        return holder;
    }

    /** Lets another one take over at once; where the server cannot be told, when the time is over. */
    public void letGo() {
        if (fence == 0) return;
        fence = 0;
        try {
            redis.eval(LET_GO, keys(), List.of(holder));
        } catch (JedisException e) {
            LOG.debug("redis: a lease runs out by itself role={}", role, e);
        }
    }

    private List<String> keys() {
        return List.of(Keys.LEADER.of(role), Keys.LEADER.of(role + ":fence"));
    }
}
