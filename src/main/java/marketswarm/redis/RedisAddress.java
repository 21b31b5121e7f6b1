package marketswarm.redis;

import java.util.Set;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/** Where the one server is that takes writes, and how to speak to it; behind sentinels it is asked for every time. */
public final class RedisAddress {

    private final Set<HostAndPort> hosts;
    private final String master;
    private final JedisClientConfig config;

    /** @param master its name with the sentinels that {@code hosts} are; empty when {@code hosts} is the server itself */
    RedisAddress(Set<HostAndPort> hosts, String master, JedisClientConfig config) {
        this.hosts = Set.copyOf(hosts);
        this.master = master;
        this.config = config;
    }

    /** The server itself, or the sentinels that know it. */
    public Set<HostAndPort> hosts() {
        return hosts;
    }

    /** What the sentinels call it; empty without sentinels. */
    public String master() {
        return master;
    }

    public JedisClientConfig config() {
        return config;
    }

    /** @throws JedisConnectionException when no sentinel knows */
    public HostAndPort server() {
        if (master.isEmpty()) return hosts.iterator().next();
        JedisConnectionException nobody = new JedisConnectionException("redis: no sentinel names the master " + master);
        for (HostAndPort sentinel : hosts) {
            try (var jedis = new Jedis(sentinel)) {
                var found = jedis.sentinelGetMasterAddrByName(master);
                if (found != null) return new HostAndPort(found.get(0), Integer.parseInt(found.get(1)));
            } catch (JedisException e) {
                nobody.addSuppressed(e);
            }
        }
        throw nobody;
    }
}
