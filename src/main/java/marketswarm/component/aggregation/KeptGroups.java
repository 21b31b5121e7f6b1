package marketswarm.component.aggregation;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.redis.processor.aggregate.RedisAggregationRepository;
import org.apache.camel.support.DefaultExchangeHolder;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;
import org.redisson.client.RedisConnectionException;
import org.redisson.client.RedisException;
import org.redisson.client.RedisTimeoutException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * An aggregator's half-filled groups in a hash of Redis, by camel-redis with optimistic locks, so that several processes may
 * fill the same. A group stays there until what became of it has been handled: as it comes, the repository would take it
 * out in one step and note it as completed in another, and a crash in between would lose it.
 */
public final class KeptGroups extends RedisAggregationRepository {

    private static final List<String> PLAIN = List.of(
            DefaultExchangeHolder.class.getName(),
            "java.util.LinkedHashMap",
            "java.util.HashMap",
            "java.util.ArrayList",
            "java.util.CollSer",
            "java.util.Date",
            "java.lang.String",
            "java.lang.Boolean",
            "java.lang.Number",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Double",
            "[Ljava.lang.Object;");

    private static final String AS_READ = "MarketSwarmAsRead";

    private final String url;
    private final String clientName;
    private final Set<String> readable = new HashSet<>(PLAIN);
    private final Map<String, Taken> taken = new ConcurrentHashMap<>();
    private final Consumer<String> setAside;

    private record Taken(String group, Exchange exchange) {}

    /** A strategy changes the exchange that it is given; this is what is in Redis, to be compared there. Not stored. */
    private record AsRead(Exchange exchange) {}

    /**
     * Opens nothing before it is started.
     *
     * @param bodies what the groups' bodies are made of, beside texts, numbers, lists and maps; nothing else is read back
     * @param setAside takes a group out of the hash that cannot be read; it begins anew then
     */
    public KeptGroups(String url, String clientName, String hash, List<Class<?>> bodies, Consumer<String> setAside) {
        super(RedissonServer.name(url, hash), "", true);
        this.setAside = setAside;
        this.url = url;
        this.clientName = clientName;
        bodies.forEach(body -> readable.add(body.getName()));
        setUseRecovery(false); // what is not confirmed is still where it was
    }

    @Override
    protected void doStart() throws Exception {
        setRedisson(RedissonServer.open(url, clientName, readable));
        super.doStart();
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        if (getRedisson() != null) getRedisson().shutdown();
    }

    @Override
    public @Nullable Exchange get(CamelContext camel, String group) {
        Exchange read = readable(group, () -> super.get(camel, group));
        if (read != null) read.setProperty(AS_READ, new AsRead(ExchangeHelper.createCopy(read, true)));
        return read;
    }

    private @Nullable Exchange readable(String group, Supplier<@Nullable Exchange> read) {
        try {
            return speaking(read);
        } catch (ClassCastException | NotReadable e) {
            setAside.accept(group);
            return null;
        }
    }

    /** What is in the hash is not what was written. */
    private static final class NotReadable extends JedisException {

        private static final long serialVersionUID = 1L;

        NotReadable(RedisException cause) {
            super("redis: a half-filled group cannot be read", cause);
        }
    }

    @Override
    public @Nullable Exchange add(CamelContext camel, String group, @Nullable Exchange before, Exchange after) {
        Exchange asRead = before == null ? null : asRead(before);
        after.removeProperty(AS_READ);
        return speaking(() -> super.add(camel, group, asRead, after));
    }

    @Override
    public Set<String> getKeys() {
        return speaking(super::getKeys);
    }

    /** Notes what is to be removed; {@link #confirm} removes it. */
    @Override
    public void remove(CamelContext camel, String group, Exchange exchange) {
        taken.put(exchange.getExchangeId(), new Taken(group, asRead(exchange)));
    }

    private static Exchange asRead(Exchange exchange) {
        AsRead known = exchange.getProperty(AS_READ, AsRead.class);
        return known == null ? exchange : known.exchange();
    }

    @Override
    public void confirm(CamelContext camel, String exchangeId) {
        Taken done = taken.remove(exchangeId);
        if (done == null) return;
        speaking(() -> {
            super.remove(camel, done.group(), done.exchange());
            return true;
        });
    }

    // our routes know when Redis is away by our own client's exceptions, and wait until it is back
    private static <T extends @Nullable Object> T speaking(Supplier<T> command) {
        try {
            return command.get();
        } catch (RedisConnectionException | RedisTimeoutException e) {
            throw new JedisConnectionException("redis: " + e.getMessage(), e);
        } catch (RedisException e) {
            if (e.getCause() instanceof IOException) throw new NotReadable(e);
            throw new JedisException("redis: a half-filled group cannot be written: " + e.getMessage(), e);
        }
    }
}
