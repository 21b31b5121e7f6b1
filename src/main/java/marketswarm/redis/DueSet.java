package marketswarm.redis;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.ZAddParams;

/**
 * Work that falls due: a sorted set of members by due time, epoch milliseconds of the server's clock. A claim moves a
 * member's due time to the end of a lease, so that each is worked on by one at a time and falls due again by itself when
 * its claimer dies.
 */
public final class DueSet {

    /**
     * Looks through what is due, oldest first, in pages that grow, until enough with the wanted prefix are found: mostly
     * the first that is due is wanted, and then it does not matter how much else is.
     */
    private static final String CLAIM = """
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            local lease = now + ARGV[3]
            local found = {}
            local offset = 0
            local size = 10
            while #found < 2 * ARGV[2] do
              local page = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', offset, size)
              if #page == 0 then break end
              for _, member in ipairs(page) do
                if #found < 2 * ARGV[2] and string.sub(member, 1, #ARGV[1]) == ARGV[1] then
                  table.insert(found, member)
                  table.insert(found, string.format('%.0f', lease))
                end
              end
              offset = offset + size
              size = math.min(500, size * 4)
            end
            for i = 1, #found, 2 do redis.call('ZADD', KEYS[1], lease, found[i]) end
            return found
            """;

    /** How long until the next falls due; -1 when none does. */
    private static final String NEXT = """
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            local next = redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. string.format('%.0f', now), '+inf', 'WITHSCORES', 'LIMIT', 0, 1)
            if #next == 0 then return -1 end
            return next[2] - now
            """;

    private static final String FINISH = """
            if redis.call('ZSCORE', KEYS[1], ARGV[1]) ~= ARGV[2] then return 0 end
            if ARGV[3] == '' then redis.call('ZREM', KEYS[1], ARGV[1]) else redis.call('ZADD', KEYS[1], ARGV[3], ARGV[1]) end
            return 1
            """;

    /** Clocks that differ by less are taken to be alike. */
    private static final long ALIKE_MS = 1_000;

    private final UnifiedJedis redis;
    private final String key;
    private final Clock clock;

    public DueSet(UnifiedJedis redis, String key) {
        this(redis, key, Clock.systemUTC());
    }

    /** @param clock that of this process, by which it says when something is due again */
    DueSet(UnifiedJedis redis, String key, Clock clock) {
        this.redis = redis;
        this.key = key;
        this.clock = clock;
    }

    /** Adds work that is not there yet; what is there keeps its due time. True when it was new. */
    public boolean add(String member, long dueMs) {
        return redis.zadd(key, (double) dueMs, member, ZAddParams.zAddParams().nx()) == 1;
    }

    /** Adds what is not there yet, all due at once; what is there keeps its due time. */
    public void addAll(Collection<String> members, long dueMs) {
        Map<String, Double> due = new LinkedHashMap<>();
        members.forEach(member -> due.put(member, (double) dueMs));
        if (!due.isEmpty()) redis.zadd(key, due, ZAddParams.zAddParams().nx());
    }

    /** Makes work fall due by then, unless it does so earlier or is not there. */
    public void hasten(String member, long dueMs) {
        redis.zadd(key, (double) dueMs, member, ZAddParams.zAddParams().xx().lt());
    }

    /** Every member. */
    public List<String> members() {
        return redis.zrange(key, 0, -1);
    }

    /** Takes work off, claimed or not. */
    public void drop(String member) {
        redis.zrem(key, member);
    }

    /**
     * A member that is ours until the lease ends.
     *
     * @param leaseMs when it falls due again, epoch milliseconds
     * @param aheadMs how far the server's clock is ahead of ours; 0 where they are alike
     */
    public record Claim(String member, long leaseMs, long aheadMs) {}

    /** Claims what is due now and begins with the prefix, the longest due first. */
    public List<Claim> claim(String prefix, int max, long leaseMs) {
        List<?> reply = (List<?>)
                redis.eval(CLAIM, List.of(key), List.of(prefix, String.valueOf(max), String.valueOf(leaseMs)));
        long ownMs = clock.millis();
        List<Claim> claims = new ArrayList<>();
        for (int i = 0; i < reply.size(); i += 2) {
            long endsMs = Long.parseLong((String) reply.get(i + 1));
            claims.add(new Claim((String) reply.get(i), endsMs, ahead(endsMs - leaseMs - ownMs)));
        }
        return claims;
    }

    private static long ahead(long measuredMs) {
        return Math.abs(measuredMs) < ALIKE_MS ? 0 : measuredMs;
    }

    /** Milliseconds until the next member falls due, whatever it begins with; -1 when none is going to. */
    public long nextInMs() {
        return (Long) redis.eval(NEXT, List.of(key), List.of());
    }

    /**
     * Done for now, due again later. Without effect when the claim was lost meanwhile; false then.
     *
     * @param dueMs by the clock of this process, which may be wrong
     */
    public boolean reschedule(Claim claim, long dueMs) {
        return finish(claim, String.valueOf(dueMs + claim.aheadMs()));
    }

    /** Done for good. Without effect when the claim was lost meanwhile; false then. */
    public boolean remove(Claim claim) {
        return finish(claim, "");
    }

    private boolean finish(Claim claim, String dueMs) {
        var args = List.of(claim.member(), String.valueOf(claim.leaseMs()), dueMs);
        return Long.valueOf(1).equals(redis.eval(FINISH, List.of(key), args));
    }
}
