package marketswarm.component.redisstream;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import marketswarm.redis.PipelinedWriter;
import marketswarm.redis.StreamEntry;
import marketswarm.redis.StreamWriter;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.params.XAddParams;

/**
 * Appends the body: a {@link StreamEntry}, a map of fields, whatever the endpoint's writer takes, or a list of those,
 * which goes out as one pipelined batch. What exchanges of one {@link Run} bring can go out together as well.
 */
final class RedisStreamProducer extends DefaultAsyncProducer {

    RedisStreamProducer(RedisStreamEndpoint endpoint) {
        super(endpoint);
    }

    @Override
    public RedisStreamEndpoint getEndpoint() {
        return (RedisStreamEndpoint) super.getEndpoint();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Run run = getEndpoint().getConfiguration().isGather() ? Run.of(exchange) : null;
        Object body = exchange.getMessage().getBody();
        if (run != null && body != null && run.add(this, exchange, callback)) return false;
        try {
            List<?> bodies = body instanceof List<?> list ? list : Collections.singletonList(body);
            List<@Nullable String> ids = bodies.isEmpty() ? List.of() : append(key(exchange), bodies, since(exchange));
            exchange.getMessage().setHeader(RedisStreamConstants.ID, body instanceof List ? ids : ids.get(0));
        } catch (RuntimeException e) {
            exchange.setException(e);
        }
        callback.done(true);
        return true;
    }

    /**
     * The bodies of several exchanges in a pipeline.
     *
     * @return to be run after its sync: notes with each exchange its id, or what the server had against them
     */
    Runnable write(AbstractPipeline pipeline, List<Exchange> exchanges) {
        var bodies = exchanges.stream()
                .map(exchange -> exchange.getMessage().getBody())
                .toList();
        try {
            var ids = pipelined().append(pipeline, getEndpoint().getKey(), bodies);
            return () -> finish(exchanges, ids);
        } catch (RuntimeException e) {
            exchanges.forEach(exchange -> exchange.setException(e));
            return () -> {};
        }
    }

    private static void finish(List<Exchange> exchanges, Supplier<List<@Nullable String>> written) {
        try {
            var ids = written.get();
            for (int i = 0; i < ids.size(); i++)
                exchanges.get(i).getMessage().setHeader(RedisStreamConstants.ID, ids.get(i));
        } catch (RuntimeException e) {
            exchanges.forEach(exchange -> exchange.setException(e));
        }
    }

    /** When the exchange was made, short of less than a millisecond: its clock counts those that are whole. */
    private static long since(Exchange exchange) {
        return System.nanoTime()
                - TimeUnit.MILLISECONDS.toNanos(exchange.getClock().elapsed());
    }

    private PipelinedWriter<Object> pipelined() {
        if (getEndpoint().getConfiguration().getWriter() instanceof PipelinedWriter<Object> writer) return writer;
        throw new IllegalStateException("redis-stream: gather needs a writer that can be pipelined");
    }

    private String key(Exchange exchange) {
        return exchange.getMessage()
                .getHeader(RedisStreamConstants.KEY, getEndpoint().getKey(), String.class);
    }

    private List<@Nullable String> append(String key, List<?> bodies, long sinceNs) {
        UnifiedJedis redis = getEndpoint().redis();
        StreamWriter<Object> writer = getEndpoint().getConfiguration().getWriter();
        return writer == null
                ? add(redis, bodies.stream().map(body -> entry(key, body)).toList())
                : writer.append(redis, key, given(key, bodies), sinceNs);
    }

    private static List<Object> given(String key, List<?> bodies) {
        if (bodies.stream().anyMatch(Objects::isNull))
            throw new IllegalArgumentException("redis-stream: nothing to append to " + key + ", the body is empty");
        return List.copyOf(bodies);
    }

    private List<@Nullable String> add(UnifiedJedis redis, List<StreamEntry> entries) {
        XAddParams params = new XAddParams().id(StreamEntryID.NEW_ENTRY);
        long maxLength = getEndpoint().getConfiguration().getMaxLength();
        if (maxLength > 0) params.maxLen(maxLength).approximateTrimming();
        List<Response<StreamEntryID>> replies = new ArrayList<>(entries.size());
        try (var pipeline = redis.pipelined()) {
            for (StreamEntry entry : entries) replies.add(pipeline.xadd(entry.key(), params, entry.fields()));
            pipeline.sync();
        }
        List<@Nullable String> ids = new ArrayList<>(replies.size());
        for (int i = 0; i < replies.size(); i++) ids.add(id(entries.get(i), replies.get(i)));
        return ids;
    }

    private static String id(StreamEntry entry, Response<StreamEntryID> reply) {
        try {
            return reply.get().toString();
        } catch (JedisDataException e) {
            throw new JedisDataException("redis: cannot append to " + entry.key() + ": " + e.getMessage(), e);
        }
    }

    private static StreamEntry entry(String key, @Nullable Object body) {
        if (body instanceof StreamEntry entry) return entry;
        if (body instanceof Map<?, ?> map) return StreamEntry.of(key, fields(key, map));
        throw new IllegalArgumentException(
                "redis-stream: " + key + " takes a StreamEntry or a map of fields, not " + kind(body));
    }

    private static Map<String, String> fields(String key, Map<?, ?> map) {
        Map<String, String> fields = new LinkedHashMap<>();
        map.forEach((name, value) -> {
            if (!(name instanceof String text) || !(value instanceof String content))
                throw new IllegalArgumentException(
                        "redis-stream: " + key + " takes fields of text, but " + name + " is " + kind(value));
            fields.put(text, content);
        });
        return fields;
    }

    private static String kind(@Nullable Object value) {
        return value == null ? "nothing" : "a " + value.getClass().getSimpleName();
    }
}
