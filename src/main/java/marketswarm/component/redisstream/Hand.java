package marketswarm.component.redisstream;

import java.util.Collection;
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
    private final Set<StreamEntryID> inPlace = ConcurrentHashMap.newKeySet();
    private final Set<StreamEntryID> done = ConcurrentHashMap.newKeySet();
    private int promised;

    Hand(GroupMember member) {
        this.member = member;
    }

    static StreamEntryID id(Delivery delivery) {
        return new StreamEntryID(delivery.entry().id());
    }

    Set<StreamEntryID> held() {
        return Collections.unmodifiableSet(held);
    }

    /**
     * Promises free places to who is about to read.
     *
     * @param places that there are in all
     * @return how many of them, to be filled or given back with {@link #take}
     */
    synchronized int promise(int places, int most) {
        int free = Math.max(0, Math.min(most, places - inPlace.size() - promised));
        promised += free;
        return free;
    }

    synchronized boolean isFree(int places) {
        return inPlace.size() + promised < places;
    }

    synchronized void take(List<Delivery> entries, int promise) {
        promised -= promise;
        for (Delivery each : entries) {
            StreamEntryID id = id(each);
            held.add(id);
            inPlace.add(id);
        }
    }

    /** Worked on, and about to be written: still in hand, but in nobody's place. */
    void leavePlaces(Collection<StreamEntryID> ids) {
        ids.forEach(inPlace::remove);
    }

    /** Out of hand: acknowledged with its result, or left to come again. */
    void drop(StreamEntryID id) {
        held.remove(id);
        inPlace.remove(id);
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
        ids.forEach(this::drop);
    }

    void keepAlive() {
        acknowledge();
        member.touch(List.copyOf(held));
    }

    void handOver(List<StreamEntryID> ids) {
        ids.forEach(this::drop);
        member.handOver(ids);
    }
}
