package marketswarm.component.redisgather;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import marketswarm.redis.Json;
import marketswarm.redis.Script;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spi.OptimisticLockingAggregationRepository;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;

/**
 * Keeps the bodies of an aggregator's half-filled groups in a hash, as JSON, one field a group. A group stays there until
 * what became of it has been handled, so that a crash at any instant loses none; several processes may fill the same.
 * (camel-redis offers the like on Redisson: a second Redis client, with connections and addresses of its own.)
 */
public final class RedisGatherings extends ServiceSupport implements OptimisticLockingAggregationRepository {

    private static final String TEXT = "MarketSwarmGathering";

    /** KEYS hash; ARGV group, the text that was read (empty for none), the text that replaces it (empty: none). */
    private static final Script REPLACE = new Script("""
            if (redis.call('HGET', KEYS[1], ARGV[1]) or '') ~= ARGV[2] then return 0 end
            if ARGV[3] == '' then redis.call('HDEL', KEYS[1], ARGV[1]) else redis.call('HSET', KEYS[1], ARGV[1], ARGV[3]) end
            return 1
            """);

    private final UnifiedJedis redis;
    private final String hash;
    private final Class<?> type;
    private final Map<String, Taken> taken = new ConcurrentHashMap<>();

    private record Taken(String group, String text) {}

    /** @param type what the bodies are */
    public RedisGatherings(UnifiedJedis redis, String hash, Class<?> type) {
        this.redis = redis;
        this.hash = hash;
        this.type = type;
    }

    @Override
    public @Nullable Exchange get(CamelContext camel, String group) {
        String text = redis.hget(hash, group);
        if (text == null) return null;
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody(Json.read(text, type));
        exchange.setProperty(TEXT, text);
        return exchange;
    }

    @Override
    public @Nullable Exchange add(CamelContext camel, String group, @Nullable Exchange before, Exchange after) {
        String text = Json.write(Objects.requireNonNull(after.getMessage().getBody(), "redis-gather: an empty body"));
        if (!replace(group, before == null ? "" : text(before), text)) throw new OptimisticLockingException();
        after.setProperty(TEXT, text);
        return before;
    }

    @Override
    public @Nullable Exchange add(CamelContext camel, String group, Exchange exchange) {
        return add(camel, group, get(camel, group), exchange);
    }

    /** Notes what is to be removed; {@link #confirm} removes it. */
    @Override
    public void remove(CamelContext camel, String group, Exchange exchange) {
        taken.put(exchange.getExchangeId(), new Taken(group, text(exchange)));
    }

    @Override
    public void confirm(CamelContext camel, String exchangeId) {
        Taken done = taken.remove(exchangeId);
        if (done != null) replace(done.group(), done.text(), "");
    }

    @Override
    public Set<String> getKeys() {
        return redis.hkeys(hash);
    }

    private boolean replace(String group, String before, String after) {
        return Long.valueOf(1).equals(REPLACE.call(redis, List.of(hash), List.of(group, before, after)));
    }

    private static String text(Exchange exchange) {
        return exchange.getProperty(TEXT, "", String.class);
    }
}
