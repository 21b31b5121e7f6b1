package marketswarm.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.ClusterCommandObjects;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.CommandObjects;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.StaticCommandFlagsRegistry;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.executors.ClusterCommandExecutor;
import redis.clients.jedis.providers.ClusterConnectionProvider;

/**
 * A Redis Cluster, spoken to like one server as far as each command keeps to one slot; what belongs together shares one by
 * {@link NewsSlot}. Unlike Jedis' own client for clusters, its pipelines follow a slot that has moved, and say it with
 * Jedis' usual exception when a server is gone.
 */
final class ClusterClient extends UnifiedJedis {

    /** A pipeline does not learn by itself that a server has been replaced. */
    private static final Duration SLOTS_LOOKED_UP_EVERY = Duration.ofSeconds(2);

    private static final int ATTEMPTS = 5;
    private static final Duration WITHIN = Duration.ofSeconds(5);

    private final ClusterConnectionProvider nodes;
    private final JedisClientConfig config;

    static ClusterClient open(
            Set<HostAndPort> hosts, JedisClientConfig config, GenericObjectPoolConfig<Connection> pool) {
        return new ClusterClient(new ClusterConnectionProvider(hosts, config, pool, SLOTS_LOOKED_UP_EVERY), config);
    }

    private ClusterClient(ClusterConnectionProvider nodes, JedisClientConfig config) {
        super(
                new ClusterCommandExecutor(nodes, ATTEMPTS, WITHIN, StaticCommandFlagsRegistry.registry()),
                nodes,
                config.getRedisProtocol(),
                null);
        this.nodes = nodes;
        this.config = config;
        setKeyArgumentPreProcessor(new NewsSlot());
    }

    @Override
    protected CommandObjects newCommandObjects(RedisProtocol protocol) {
        return new ClusterCommandObjects(protocol);
    }

    @Override
    public AbstractPipeline pipelined() {
        return new ClusterBatch(this, commandObjects);
    }

    /** The server that a slot is on, as far as is known. */
    HostAndPort server(int slot) {
        return nodes.getNode(slot);
    }

    Connection connection(HostAndPort server) {
        return nodes.getConnection(server);
    }

    /** Asks the servers anew which slots are where. */
    void learnSlots() {
        nodes.renewSlotCache();
    }

    /** What every master answers to the same question. */
    List<Object> askMasters(CommandArguments question) {
        List<Object> answers = new ArrayList<>();
        for (ConnectionPool master : nodes.getPrimaryNodes().values()) {
            try (Connection connection = master.getResource()) {
                answers.add(connection.executeCommand(question));
            }
        }
        return answers;
    }

    /** A client of each master's own, by its address; to be closed. */
    Map<String, UnifiedJedis> masters() {
        Map<String, UnifiedJedis> masters = new TreeMap<>();
        for (String address : nodes.getPrimaryNodes().keySet())
            masters.put(
                    address,
                    RedisClient.builder()
                            .hostAndPort(HostAndPort.from(address))
                            .clientConfig(config)
                            .build());
        return masters;
    }

    /** One command by itself, which is led to wherever its slot is now. */
    <T> T follow(CommandObject<T> command) {
        return executeCommand(command);
    }
}
