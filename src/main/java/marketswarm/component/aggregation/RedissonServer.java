package marketswarm.component.aggregation;

import java.util.Set;
import marketswarm.redis.NewsSlot;
import marketswarm.redis.RedisAddress;
import marketswarm.redis.RedisServers;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.codec.CompositeCodec;
import org.redisson.codec.SerializationCodec;
import org.redisson.config.BaseConfig;
import org.redisson.config.Config;
import org.redisson.config.ReadMode;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;

/**
 * Redisson, the client that camel-redis speaks Redis with, for one of our URLs: the same server, user, password, database
 * and TLS as every other connection, few threads and connections, and no class read back but those named.
 */
final class RedissonServer {

    private static final int THREADS = 2;
    private static final int CONNECTIONS = 4;

    private RedissonServer() {}

    /**
     * No connection is made before the first command.
     *
     * @param readable names of the classes that stored values may be made of
     */
    static RedissonClient open(String url, String clientName, Set<String> readable) {
        Config config = new Config();
        config.setLazyInitialization(true);
        config.setThreads(THREADS);
        config.setNettyThreads(THREADS);
        config.setCodec(new CompositeCodec(
                StringCodec.INSTANCE, new SerializationCodec(RedissonServer.class.getClassLoader(), readable)));
        RedisServers.address(url, clientName)
                .ifPresent(one ->
                        everyConnection(one.master().isEmpty() ? server(config, one) : sentinels(config, one), one));
        RedisServers.cluster(url, clientName).ifPresent(some -> everyConnection(cluster(config, some), some));
        return Redisson.create(config);
    }

    /** What a hash of ours is called there. */
    static String name(String url, String hash) {
        return RedisServers.cluster(url, "").isPresent() ? NewsSlot.tagged(hash) : hash;
    }

    private static BaseConfig<?> cluster(Config config, RedisAddress address) {
        return config.useClusterServers()
                .addNodeAddress(
                        address.hosts().stream().map(node -> url(address, node)).toArray(String[]::new))
                .setReadMode(ReadMode.MASTER)
                .setMasterConnectionPoolSize(CONNECTIONS)
                .setMasterConnectionMinimumIdleSize(1)
                .setSubscriptionConnectionPoolSize(1)
                .setSubscriptionConnectionMinimumIdleSize(0);
    }

    private static BaseConfig<?> server(Config config, RedisAddress address) {
        return config.useSingleServer()
                .setAddress(url(address, address.server()))
                .setDatabase(address.config().getDatabase())
                .setConnectionPoolSize(CONNECTIONS)
                .setConnectionMinimumIdleSize(1)
                .setSubscriptionConnectionPoolSize(1)
                .setSubscriptionConnectionMinimumIdleSize(0);
    }

    private static BaseConfig<?> sentinels(Config config, RedisAddress address) {
        return config.useSentinelServers()
                .setMasterName(address.master())
                .addSentinelAddress(address.hosts().stream()
                        .map(sentinel -> url(address, sentinel))
                        .toArray(String[]::new))
                .setReadMode(ReadMode.MASTER)
                .setMasterConnectionPoolSize(CONNECTIONS)
                .setMasterConnectionMinimumIdleSize(1)
                .setSubscriptionConnectionPoolSize(1)
                .setSubscriptionConnectionMinimumIdleSize(0);
    }

    private static void everyConnection(BaseConfig<?> connection, RedisAddress address) {
        JedisClientConfig ours = address.config();
        connection.setClientName(ours.getClientName());
        connection.setConnectTimeout(ours.getConnectionTimeoutMillis());
        connection.setTimeout(ours.getSocketTimeoutMillis());
        if (ours.getUser() != null) connection.setUsername(ours.getUser());
        if (ours.getPassword() != null) connection.setPassword(ours.getPassword());
    }

    private static String url(RedisAddress address, HostAndPort host) {
        return (address.config().getSslOptions() == null ? "redis://" : "rediss://") + host;
    }
}
