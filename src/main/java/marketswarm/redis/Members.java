package marketswarm.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/** Who shares the work of a role: each says again and again that it is there, and on which terms; who does not is gone. */
final class Members {

    /** KEYS members; ARGV name, terms, ms to live; then name and terms of each that is there. */
    private static final String SIGN = """
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            redis.call('HSET', KEYS[1], ARGV[1], string.format('%.0f', now + ARGV[3]) .. ' ' .. ARGV[2])
            redis.call('PEXPIRE', KEYS[1], 10 * ARGV[3])
            local all, live = redis.call('HGETALL', KEYS[1]), {}
            for i = 1, #all, 2 do
              local until_ms, terms = string.match(all[i + 1], '^(%d+) (.*)$')
              if not until_ms or tonumber(until_ms) < now then
                redis.call('HDEL', KEYS[1], all[i])
              else
                table.insert(live, all[i])
                table.insert(live, terms)
              end
            end
            return live
            """;

    private final UnifiedJedis redis;
    private final String key;
    private final String name;
    private final Duration ttl;

    /** @param terms what all must agree on before anything is taken */
    record Member(String name, String terms) {}

    Members(UnifiedJedis redis, String role, String name, Duration ttl) {
        this.redis = redis;
        this.key = Keys.MEMBERS.of(role);
        this.name = name;
        this.ttl = ttl;
    }

    /** Says that this one is there; who else is. */
    List<Member> sign(String terms) {
        List<?> reply = (List<?>) redis.eval(SIGN, List.of(key), List.of(name, terms, String.valueOf(ttl.toMillis())));
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < reply.size(); i += 2)
            members.add(new Member((String) reply.get(i), (String) reply.get(i + 1)));
        return members;
    }

    /** The others need not wait until it has not been heard of for a while. */
    void leave() {
        try {
            redis.hdel(key, name);
        } catch (JedisException away) {
            return; // it runs out by itself
        }
    }
}
