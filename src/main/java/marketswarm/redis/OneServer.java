package marketswarm.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.Response;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.XReadParams;
import redis.clients.jedis.resps.StreamEntry;

/** All streams on one server: its clock orders them, and one XREAD waits for all of them. */
final class OneServer implements StreamSource {

    static final CommandArguments TIME = new CommandArguments(Protocol.Command.TIME);

    private final UnifiedJedis redis;

    OneServer(UnifiedJedis redis) {
        this.redis = redis;
    }

    @Override
    public long nowMs() {
        return millis(redis.executeCommand(TIME));
    }

    @Override
    public boolean await(Map<String, StreamEntryID> from, Duration block) {
        long ms = Math.max(1, Math.min(block.toMillis(), RedisServers.MAX_BLOCK.toMillis()));
        var first = redis.xread(XReadParams.xReadParams().count(1).block((int) ms), from);
        return first != null && !first.isEmpty();
    }

    @Override
    public Breath read(Map<String, StreamEntryID> from, int count, FollowedStreams streams) {
        Response<Object> time;
        Response<Map<String, List<StreamEntry>>> replies = null;
        Response<Long> members;
        try (AbstractPipeline pipeline = redis.pipelined()) {
            time = pipeline.sendCommand(TIME);
            if (!from.isEmpty())
                replies = pipeline.xreadAsMap(XReadParams.xReadParams().count(count), from);
            members = streams.count(pipeline);
            pipeline.sync();
        }
        return new Breath(
                millis(time.get()),
                replies == null || replies.get() == null ? Map.of() : replies.get(),
                members == null ? null : members.get());
    }

    /** What TIME answers. */
    static long millis(Object time) {
        List<?> parts = (List<?>) time;
        return Long.parseLong(text(parts.get(0))) * 1_000 + Long.parseLong(text(parts.get(1))) / 1_000;
    }

    private static String text(Object bulk) {
        return new String((byte[]) bulk, StandardCharsets.US_ASCII);
    }
}
