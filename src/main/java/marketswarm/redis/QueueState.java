package marketswarm.redis;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.resps.StreamConsumerInfo;
import redis.clients.jedis.resps.StreamGroupInfo;

/**
 * What waits to be analyzed.
 *
 * @param group whether group vexy is there
 * @param pending handed out, not acknowledged
 * @param lag not handed out yet; absent where Redis cannot say
 * @param oldestMs age of the oldest entry that is not done
 * @param retrying failed, waiting for their next attempt
 * @param nextRetryMs until the first of them is due; negative when it is overdue
 */
public record QueueState(
        long length,
        boolean group,
        long pending,
        @Nullable Long lag,
        @Nullable Long oldestMs,
        List<StreamConsumerInfo> consumers,
        long retrying,
        @Nullable Long nextRetryMs,
        long dead) {

    public static QueueState of(UnifiedJedis market, Clock clock) {
        String queue = Keys.QUEUE.key();
        boolean stream = market.type(queue).equals("stream");
        Optional<StreamGroupInfo> group = stream ? group(market) : Optional.empty();
        long retrying = sorted(market) ? market.zcard(Keys.RETRY.key()) : 0;
        return new QueueState(
                stream ? market.xlen(queue) : 0,
                group.isPresent(),
                group.map(StreamGroupInfo::getPending).orElse(0L),
                group.map(QueueState::lag).orElse(null),
                group.flatMap(info -> oldest(market, info))
                        .map(ms -> Math.max(0, clock.millis() - ms))
                        .orElse(null),
                group.isPresent() ? market.xinfoConsumers2(queue, Keys.VEXY_GROUP) : List.of(),
                retrying,
                retrying == 0 ? null : nextRetry(market) - clock.millis(),
                market.type(Keys.DEAD.key()).equals("stream") ? market.xlen(Keys.DEAD.key()) : 0);
    }

    /** {@code unknown} where Redis cannot say. */
    public Object lagOrUnknown() {
        return lag == null ? "unknown" : lag;
    }

    /** For the heartbeat; what is unknown is said to be. */
    public Map<String, String> progress() {
        Map<String, String> progress = new LinkedHashMap<>();
        progress.put("lag", String.valueOf(lagOrUnknown()));
        progress.put("pending", String.valueOf(pending));
        progress.put("oldest_waiting_ms", oldestMs == null ? "none" : oldestMs.toString());
        progress.put("retrying", String.valueOf(retrying));
        progress.put("dead", String.valueOf(dead));
        return progress;
    }

    private static Optional<StreamGroupInfo> group(UnifiedJedis market) {
        return market.xinfoGroups(Keys.QUEUE.key()).stream()
                .filter(info -> info.getName().equals(Keys.VEXY_GROUP))
                .findFirst();
    }

    private static @Nullable Long lag(StreamGroupInfo group) {
        return group.getGroupInfo().get("lag") instanceof Long lag ? lag : null;
    }

    private static Optional<Long> oldest(UnifiedJedis market, StreamGroupInfo group) {
        // what was pending a moment ago may be finished by now
        Stream<Long> pending = group.getPending() == 0
                ? Stream.of()
                : Stream.ofNullable(market.xpending(Keys.QUEUE.key(), Keys.VEXY_GROUP)
                                .getMinId())
                        .map(StreamEntryID::getTime);
        Stream<Long> waiting = market.xrange(Keys.QUEUE.key(), "(" + group.getLastDeliveredId(), "+", 1).stream()
                .map(entry -> entry.getID().getTime());
        return Stream.concat(pending, waiting).min(Long::compare);
    }

    private static boolean sorted(UnifiedJedis market) {
        return market.type(Keys.RETRY.key()).equals("zset");
    }

    private static long nextRetry(UnifiedJedis market) {
        return market.zrangeWithScores(Keys.RETRY.key(), 0, 0).stream()
                .mapToLong(member -> (long) member.getScore())
                .findFirst()
                .orElse(0);
    }
}
