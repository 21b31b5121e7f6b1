package marketswarm.redis;

import static redis.clients.jedis.StreamEntryID.MAXIMUM_ID;
import static redis.clients.jedis.StreamEntryID.MINIMUM_ID;
import static redis.clients.jedis.StreamEntryID.XREADGROUP_UNDELIVERED_ENTRY;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.params.XClaimParams;
import redis.clients.jedis.params.XPendingParams;
import redis.clients.jedis.params.XReadGroupParams;
import redis.clients.jedis.resps.StreamPendingEntry;

/**
 * A member of a consumer group: what it is given, what it takes over from members that are gone, what it gives back. An
 * entry in hand is kept alive by {@link #touch}, so that its idle time means a dead member and not a slow one. Safe for
 * several threads.
 *
 * <p>Every command is one of Redis 7.0 and Valkey 8. Of the newer ones none would do more here: {@code XREADGROUP CLAIM}
 * (8.4) saves one {@code XPENDING} every few seconds, and leaves in the pending list what was deleted; {@code XACKDEL}
 * (8.2) takes from the stream what another group has still to read, and by what a lost group finds its place again;
 * {@code XTRIM ACKED} (8.2) trims around an entry that stays pending, and here none does, for what fails leaves the
 * queue; {@code XNACK} (8.8) gives back, as {@link #handOver} does.
 */
public final class GroupMember {

    private static final Logger LOG = LoggerFactory.getLogger(GroupMember.class);

    /** KEYS stream; ARGV group, consumer. Looked at and deleted in one step: deleting drops what is pending. */
    private static final Script LEAVE = new Script("""
            if #redis.call('XPENDING', KEYS[1], ARGV[1], '-', '+', 1, ARGV[2]) > 0 then return 0 end
            redis.call('XGROUP', 'DELCONSUMER', KEYS[1], ARGV[1], ARGV[2])
            return 1
            """);

    private static final long GONE_AFTER_LEASES = 10;

    private final UnifiedJedis redis;
    private final String key;
    private final String group;
    private final String name;
    private final long leaseMs;

    /** @param lease what nobody keeps alive for that long is taken over */
    public GroupMember(UnifiedJedis redis, String key, String group, String name, Duration lease) {
        this.redis = redis;
        this.key = key;
        this.group = group;
        this.name = name;
        this.leaseMs = lease.toMillis();
    }

    /**
     * Makes the group unless it is there. Where its stream is still there, as after XGROUP DESTROY, it goes on from the
     * place that {@link #remember} noted, so that neither unfinished work is lost nor all that was finished comes again.
     *
     * @param start where a group begins that has no such place
     * @param placeKey where the place is noted, when it is
     */
    public void join(StreamEntryID start, @Nullable String placeKey) {
        String place = placeKey == null || !redis.exists(key) ? null : redis.get(placeKey);
        StreamEntryID from = place == null ? start : new StreamEntryID(place);
        try {
            redis.xgroupCreate(key, group, from, true);
            LOG.info("redis: group made stream={} group={} start={}", key, group, from);
        } catch (JedisDataException e) {
            if (!String.valueOf(e.getMessage()).startsWith("BUSYGROUP")) throw e;
        }
    }

    /** Entries that nobody had before. */
    public List<Delivery> fresh(int count, Duration block) {
        var params = new XReadGroupParams().count(count);
        if (!block.isZero()) params.block((int) Math.min(block.toMillis(), RedisServers.MAX_BLOCK.toMillis()));
        return deliveries(redis.xreadGroup(group, name, params, undelivered()));
    }

    /** The same in a pipeline, without waiting for any; to be asked after its sync. */
    public Supplier<List<Delivery>> fresh(AbstractPipeline pipeline, int count) {
        var reply = pipeline.xreadGroup(group, name, new XReadGroupParams().count(count), undelivered());
        return () -> deliveries(reply.get());
    }

    private Map<String, StreamEntryID> undelivered() {
        return Map.of(key, XREADGROUP_UNDELIVERED_ENTRY);
    }

    private List<Delivery> deliveries(
            @Nullable List<Map.Entry<String, List<redis.clients.jedis.resps.StreamEntry>>> reply) {
        if (reply == null || reply.isEmpty()) return List.of();
        return reply.get(0).getValue().stream().map(entry -> delivery(entry, 1)).toList();
    }

    /** Entries of ours that we do not know of: from before a restart, or lost on their way. */
    public List<Delivery> own(int count, Set<StreamEntryID> inHand) {
        return taken(pending(count, inHand).consumer(name), count, inHand, 0);
    }

    /** Entries that no member has kept alive. */
    public List<Delivery> abandoned(int count, Set<StreamEntryID> inHand) {
        return taken(pending(count, inHand).idle(leaseMs), count, inHand, leaseMs);
    }

    private static XPendingParams pending(int count, Set<StreamEntryID> inHand) {
        return XPendingParams.xPendingParams(MINIMUM_ID, MAXIMUM_ID, count + inHand.size());
    }

    // an entry that was deleted while it was pending is cleared by the claim, and is not in its answer
    private List<Delivery> taken(XPendingParams which, int count, Set<StreamEntryID> inHand, long idleMs) {
        Map<StreamEntryID, Long> times = new HashMap<>();
        StreamEntryID[] ids = redis.xpending(key, group, which).stream()
                .filter(pending -> !inHand.contains(pending.getID()))
                .limit(count)
                .peek(pending -> times.put(pending.getID(), pending.getDeliveredTimes() + 1))
                .map(StreamPendingEntry::getID)
                .toArray(StreamEntryID[]::new);
        if (ids.length == 0) return List.of();
        return redis.xclaim(key, group, name, idleMs, new XClaimParams(), ids).stream()
                .map(entry -> delivery(entry, times.getOrDefault(entry.getID(), 1L)))
                .toList();
    }

    private Delivery delivery(redis.clients.jedis.resps.StreamEntry entry, long times) {
        return new Delivery(new StreamEntry(key, entry.getID().toString(), entry.getFields()), times);
    }

    public void acknowledge(Collection<StreamEntryID> ids) {
        if (!ids.isEmpty()) redis.xack(key, group, ids.toArray(StreamEntryID[]::new));
    }

    /** Keeps what is in hand from being taken over. */
    public void touch(Collection<StreamEntryID> ids) {
        claimForMyself(ids, new XClaimParams());
    }

    /**
     * Leaves what was not begun to whoever looks next, without waiting for the lease to end. It does not count as handed
     * out: who stops often is not the entry's fault.
     */
    public void handOver(Collection<StreamEntryID> ids) {
        for (StreamEntryID id : ids)
            for (StreamPendingEntry held : redis.xpending(key, group, new XPendingParams(id, id, 1)))
                claimForMyself(
                        List.of(id),
                        new XClaimParams().idle(leaseMs).retryCount(Math.toIntExact(held.getDeliveredTimes() - 1)));
    }

    private void claimForMyself(Collection<StreamEntryID> ids, XClaimParams params) {
        if (!ids.isEmpty()) redis.xclaimJustId(key, group, name, 0, params, ids.toArray(StreamEntryID[]::new));
    }

    /** Notes the place below which everything is finished, for {@link #join}. */
    public void remember(String placeKey) {
        for (var info : redis.xinfoGroups(key)) {
            if (!info.getName().equals(group)) continue;
            StreamEntryID place = QueueTrim.finished(redis, key, info);
            if (!place.equals(new StreamEntryID(0, 0))) redis.set(placeKey, place.toString());
        }
    }

    /** Takes members off the list that have not been heard of for long and hold nothing. */
    public void reap() {
        for (var member : redis.xinfoConsumers2(key, group)) {
            boolean gone = member.getPending() == 0 && member.getIdle() > GONE_AFTER_LEASES * leaseMs;
            if (gone && !member.getName().equals(name) && leave(member.getName()))
                LOG.info("redis: member gone, taken off the list stream={} member={}", key, member.getName());
        }
    }

    /** Takes this member off the list, unless it still holds something. */
    public void leave() {
        leave(name);
    }

    private boolean leave(String member) {
        return Long.valueOf(1).equals(LEAVE.call(redis, List.of(key), List.of(group, member)));
    }
}
