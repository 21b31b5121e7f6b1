package marketswarm.redis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.CommandObjects;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisRedirectionException;

/**
 * Commands for several servers of a cluster, sent to all of them before the first answer is read; those of one slot stay
 * in their order. What a server sends elsewhere, for a slot is moving, is asked again there.
 */
final class ClusterBatch extends AbstractPipeline {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterBatch.class);

    private final ClusterClient cluster;
    private final List<Asked> asked = new ArrayList<>();
    private @Nullable JedisException gone;

    private record Asked(CommandArguments command, Response<?> response) {}

    ClusterBatch(ClusterClient cluster, CommandObjects commands) {
        super(commands);
        this.cluster = cluster;
    }

    @Override
    protected <T> Response<T> appendCommand(CommandObject<T> command) {
        Response<T> response = new Response<>(command.getBuilder());
        asked.add(new Asked(command.getArguments(), response));
        return response;
    }

    /** @throws JedisException when a server cannot be reached; what the others were asked is done then all the same */
    @Override
    public void sync() {
        if (asked.isEmpty()) return;
        List<Asked> elsewhere = new ArrayList<>();
        Map<HostAndPort, Connection> open = new LinkedHashMap<>();
        Map<HostAndPort, List<Asked>> byServer = byServer();
        asked.clear();
        gone = null;
        try {
            byServer.forEach((server, commands) -> unlessGone(() -> open.put(server, sent(server, commands))));
            open.forEach((server, connection) ->
                    unlessGone(() -> answer(byServer.getOrDefault(server, List.of()), connection, elsewhere)));
        } finally {
            open.values().forEach(ClusterBatch::giveBack);
        }
        if (gone != null) throw gone;
        follow(elsewhere);
    }

    private void unlessGone(Runnable step) {
        try {
            step.run();
        } catch (JedisException e) {
            gone = e;
        }
    }

    private Connection sent(HostAndPort server, List<Asked> commands) {
        Connection connection = cluster.connection(server);
        try {
            for (Asked one : commands) connection.sendCommand(one.command());
            return connection;
        } catch (JedisException e) {
            giveBack(connection);
            throw e;
        }
    }

    private static void giveBack(Connection connection) {
        try {
            connection.close();
        } catch (JedisException broken) {
            LOG.debug("redis: a connection is thrown away", broken);
        }
    }

    private Map<HostAndPort, List<Asked>> byServer() {
        Map<HostAndPort, List<Asked>> byServer = new LinkedHashMap<>();
        for (Asked one : asked)
            byServer.computeIfAbsent(cluster.server(slot(one.command())), server -> new ArrayList<>())
                    .add(one);
        return byServer;
    }

    private static int slot(CommandArguments command) {
        var slots = command.getKeyHashSlots();
        if (slots.size() == 1) return slots.iterator().next();
        throw new IllegalArgumentException("redis: a cluster takes keys of one slot in a command, not " + slots.size()
                + ": " + command.getCommand());
    }

    private static void answer(List<Asked> commands, Connection connection, List<Asked> elsewhere) {
        List<Object> answers = connection.getMany(commands.size());
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i) instanceof JedisRedirectionException) elsewhere.add(commands.get(i));
            else commands.get(i).response().set(answers.get(i));
        }
    }

    private void follow(List<Asked> elsewhere) {
        if (elsewhere.isEmpty()) return;
        for (Asked one : elsewhere) {
            try {
                one.response().set(cluster.follow(new CommandObject<>(one.command(), BuilderFactory.RAW_OBJECT)));
            } catch (JedisDataException refused) {
                one.response().set(refused);
            }
        }
        cluster.learnSlots();
    }

    @Override
    public void close() {
        sync();
    }
}
