package marketswarm.redis;

import java.util.List;
import redis.clients.jedis.UnifiedJedis;

/**
 * Who may ask a host now, whichever instance: one request after the other with a pause between their beginnings, a few at
 * once, none while the host asked to be left alone. Who may not gets a time of his own at the end of the row, so that
 * nobody comes twice for nothing; who is only a little early waits for that, so that no place in the row is lost. All
 * times are the server's clock, epoch milliseconds.
 */
public final class HostGate {

    /** KEYS host; ARGV pause ms, at once (0: any number), who, lease ms. */
    private static final String ENTER = """
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            local pause = tonumber(ARGV[1])
            local most = tonumber(ARGV[2])
            local host = redis.call('HMGET', KEYS[1], 'hold_ms', 'last_ms', 'row_ms')
            local hold = tonumber(host[1] or 0)
            local last = tonumber(host[2] or 0)
            local row = math.max(tonumber(host[3] or 0), now)
            local inside = 0
            if most > 0 then
              local fields = redis.call('HGETALL', KEYS[1])
              for i = 1, #fields, 2 do
                if string.sub(fields[i], 1, 3) == 'in:' then
                  if tonumber(fields[i + 1]) < now then redis.call('HDEL', KEYS[1], fields[i]) else inside = inside + 1 end
                end
              end
            end
            local due = 0
            if now < hold then due = math.max(row, hold) + pause
            elseif now < last + pause * 3 / 4 then due = math.max(row, last) + pause
            elseif now < last + pause then return last + pause
            elseif most > 0 and inside >= most then due = row + math.max(pause, 200)
            end
            if due > 0 then
              redis.call('HSET', KEYS[1], 'row_ms', string.format('%.0f', due))
            else
              if pause == 0 and most == 0 then return 0 end
              redis.call('HSET', KEYS[1], 'last_ms', string.format('%.0f', now))
              if most > 0 then redis.call('HSET', KEYS[1], 'in:' .. ARGV[3], string.format('%.0f', now + ARGV[4])) end
              due = 0
            end
            redis.call('PEXPIRE', KEYS[1], math.max(due, hold, now) - now + 3600000)
            return due
            """;

    /** KEYS host; ARGV who, ms to be left alone. */
    private static final String LEAVE = """
            redis.call('HDEL', KEYS[1], 'in:' .. ARGV[1])
            local alone = tonumber(ARGV[2])
            if alone == 0 then return 0 end
            local time = redis.call('TIME')
            local hold = time[1] * 1000 + math.floor(time[2] / 1000) + alone
            if hold > tonumber(redis.call('HGET', KEYS[1], 'hold_ms') or 0) then
              redis.call('HSET', KEYS[1], 'hold_ms', string.format('%.0f', hold))
              redis.call('PEXPIRE', KEYS[1], alone + 3600000)
            end
            return 1
            """;

    private final UnifiedJedis redis;

    public HostGate(UnifiedJedis redis) {
        this.redis = redis;
    }

    /**
     * What a host is asked at most.
     *
     * @param pauseMs between the beginnings of two requests; 0: none
     * @param atOnce requests at the same time; 0: any number
     */
    public record Manners(long pauseMs, int atOnce) {}

    /**
     * Asks to be let in. Who was let in leaves again with {@link #leave}, or is taken for gone after the lease.
     *
     * @return 0 when the host may be asked now, else when to come again
     */
    public long enter(String host, String who, Manners manners, long leaseMs) {
        return (Long) redis.eval(
                ENTER,
                List.of(Keys.HOST.of(host)),
                List.of(
                        String.valueOf(manners.pauseMs()),
                        String.valueOf(manners.atOnce()),
                        who,
                        String.valueOf(leaseMs)));
    }

    /** @param aloneMs how long the host asked to be left alone by everybody; 0: not at all */
    public void leave(String host, String who, long aloneMs) {
        redis.eval(LEAVE, List.of(Keys.HOST.of(host)), List.of(who, String.valueOf(aloneMs)));
    }
}
