package marketswarm.component.redisstream;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import marketswarm.redis.Delivery;
import marketswarm.redis.GroupMember;
import redis.clients.jedis.StreamEntryID;

/**
 * The entries that a member of a group has in hand: not begun, worked on, or done and not yet acknowledged. What is done
 * and could not be acknowledged stays in hand until it can be, so that it is not done again.
 */
final class Hand {

    private final GroupMember member;
    private final Set<StreamEntryID> held = ConcurrentHashMap.newKeySet();
    private final Set<StreamEntryID> done = ConcurrentHashMap.newKeySet();

    Hand(GroupMember member) {
        this.member = member;
    }

    static StreamEntryID id(Delivery delivery) {
        return new StreamEntryID(delivery.entry().id());
    }

    int size() {
        return held.size();
    }

    Set<StreamEntryID> held() {
        return Collections.unmodifiableSet(held);
    }

    void take(List<Delivery> entries) {
        entries.forEach(each -> held.add(id(each)));
    }

    /** Out of hand: acknowledged with its result, or left to come again. */
    void drop(StreamEntryID id) {
        held.remove(id);
    }

    /** To be acknowledged with the next {@link #acknowledge}. */
    void done(StreamEntryID id) {
        done.add(id);
    }

    void acknowledge() {
        if (done.isEmpty()) return;
        List<StreamEntryID> ids = List.copyOf(done);
        member.acknowledge(ids);
        ids.forEach(done::remove);
        ids.forEach(held::remove);
    }

    void keepAlive() {
        acknowledge();
        member.touch(List.copyOf(held));
    }

    void handOver(List<StreamEntryID> ids) {
        ids.forEach(held::remove);
        member.handOver(ids);
    }
}
