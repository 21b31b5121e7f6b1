package marketswarm.analysis;

import java.util.List;
import marketswarm.redis.Keys;
import marketswarm.redis.Script;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.ZAddParams;

/** Work units that have failed and wait for their next attempt, {@code rss:queue:retry}. */
public final class Retries {

    /** KEYS retry, queue; ARGV most. Out of the one and into the other in one step, so that none comes back twice. */
    private static final Script REQUEUE = new Script("""
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            local due = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, ARGV[1])
            for _, member in ipairs(due) do
              local fields = {}
              for name, value in pairs(cjson.decode(member)) do
                table.insert(fields, name)
                table.insert(fields, tostring(value))
              end
              redis.call('XADD', KEYS[2], '*', unpack(fields))
              redis.call('ZREM', KEYS[1], member)
            end
            return #due
            """);

    private static final int AT_ONCE = 500;

    private final UnifiedJedis redis;

    public Retries(UnifiedJedis redis) {
        this.redis = redis;
    }

    /** Makes all of them due now; returns how many. */
    public long hasten() {
        List<String> waiting = redis.zrange(Keys.RETRY.key(), 0, -1);
        waiting.forEach(unit ->
                redis.zadd(Keys.RETRY.key(), 0, unit, ZAddParams.zAddParams().xx()));
        return waiting.size();
    }

    /** Puts what is due back into the queue; returns how many. */
    public long requeue() {
        return (Long)
                REQUEUE.call(redis, List.of(Keys.RETRY.key(), Keys.QUEUE.key()), List.of(String.valueOf(AT_ONCE)));
    }
}
