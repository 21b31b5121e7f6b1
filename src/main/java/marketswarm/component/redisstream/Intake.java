package marketswarm.component.redisstream;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import marketswarm.redis.Delivery;
import marketswarm.redis.GroupMember;
import marketswarm.redis.RedisServers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.StreamEntryID;

/**
 * What a member of a group is to work on next: after a start its own backlog, from time to time what others left behind,
 * else what is new. Used by one thread at a time, but for {@link #rejoin} and {@link #isNewsOnly}.
 */
final class Intake {

    static final long CHORES_MS = 5_000;

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private final RedisStreamConfiguration options;
    private final GroupMember member;
    private final Hand hand;
    private final String key;
    private volatile boolean joined;
    private volatile boolean backlogSeen;
    private volatile long nextLook = System.nanoTime();

    Intake(RedisStreamConfiguration options, GroupMember member, Hand hand, String key) {
        this.options = options;
        this.member = member;
        this.hand = hand;
        this.key = key;
    }

    /** The group may be gone, or answers may have been lost: what is ours and not in hand is looked for again. */
    void rejoin() {
        joined = false;
    }

    /** Whether there is nothing to look for but what is new, and that at once. */
    boolean isNewsOnly() {
        return joined && backlogSeen && System.nanoTime() - nextLook < 0 && pause().isZero();
    }

    /** Waits a while for at least one entry, unless there is something else to work on. */
    List<Delivery> next(int most) {
        Duration pause = pause();
        if (!pause.isZero()) {
            LockSupport.parkNanos(Math.min(pause.toNanos(), block().toNanos()));
            return List.of();
        }
        List<Delivery> left = left(most);
        return left.isEmpty() ? member.fresh(most, block()) : left;
    }

    Duration block() {
        return Duration.ofMillis(Math.min(options.getBlock(), RedisServers.MAX_BLOCK.toMillis()));
    }

    private Duration pause() {
        var reader = options.getReader();
        return reader == null ? Duration.ZERO : reader.pause();
    }

    private List<Delivery> left(int most) {
        if (!joined) {
            member.join(groupStart(), options.getPlaceKey());
            joined = true;
            backlogSeen = false;
        }
        if (!backlogSeen) {
            List<Delivery> own = member.own(most, hand.held());
            if (!own.isEmpty()) return told("resuming own backlog", own);
            backlogSeen = true;
        }
        if (System.nanoTime() - nextLook < 0) return List.of();
        List<Delivery> abandoned = member.abandoned(most, hand.held());
        if (!abandoned.isEmpty()) return told("claimed what another left", abandoned);
        long periodMs = Math.max(2, Math.min(CHORES_MS, options.getClaimIdle() / 2));
        // not all members at the same time
        long inMs = ThreadLocalRandom.current().nextLong(periodMs / 2, periodMs + 1);
        nextLook = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(inMs);
        return List.of();
    }

    private StreamEntryID groupStart() {
        String start = options.getGroupStart();
        return start.equals("$") ? StreamEntryID.XGROUP_LAST_ENTRY : new StreamEntryID(start);
    }

    private List<Delivery> told(String what, List<Delivery> entries) {
        LOG.info("redis: {} stream={} entries={}", what, key, entries.size());
        return entries;
    }
}
