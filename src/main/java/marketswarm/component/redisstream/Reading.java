package marketswarm.component.redisstream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import marketswarm.redis.Delivery;
import marketswarm.redis.GroupMember;
import marketswarm.redis.Outage;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** How a member of a group comes by its exchanges: no more are read than there are free places. */
final class Reading {

    private static final Logger LOG = LoggerFactory.getLogger(Reading.class);
    static final Duration REST = Duration.ofMillis(500);

    private final RedisStreamEndpoint endpoint;
    private final GroupMember member;
    private final Hand hand;
    private final Intake intake;
    private final Turns turns;
    private final Runs runs;
    private final BiFunction<Delivery, Object, Exchange> exchanges;
    private final Outage outage = new Outage();

    /** @param exchanges made of an entry and its body */
    Reading(
            RedisStreamEndpoint endpoint,
            GroupMember member,
            Hand hand,
            Turns turns,
            Runs runs,
            BiFunction<Delivery, Object, Exchange> exchanges) {
        this.endpoint = endpoint;
        this.member = member;
        this.hand = hand;
        this.intake = new Intake(endpoint.getConfiguration(), member, hand, endpoint.getKey());
        this.turns = turns;
        this.runs = runs;
        this.exchanges = exchanges;
    }

    Duration block() {
        return intake.block();
    }

    /** Answers may have been lost, or entries were given back: what is ours and not in hand is looked for again. */
    void rejoin() {
        intake.rejoin();
    }

    /** Whether nobody waits for more though there are places for it. */
    boolean isWanted() {
        return !turns.isRead() && hand.isFree(endpoint.places());
    }

    /** For how many entries this thread is to wait with {@link #next(int)}; 0 when it is not its turn. */
    int turn() {
        if (!turns.tryRead()) return 0;
        int places = 0;
        try {
            hand.acknowledge();
            places = promise(null);
        } catch (JedisException e) {
            throw told(e);
        } finally {
            if (places == 0) turns.endRead();
        }
        return places;
    }

    // few places are left to who works quickly and comes round with more of its own
    private int promise(@Nullable Run run) {
        int share = share();
        int places = hand.promise(endpoint.places(), share);
        if (places == 0 || places > share / 2 || !runs.isQuick(run)) return places;
        hand.take(List.of(), places);
        return 0;
    }

    // half of all places, so that one thread can work while another writes and reads
    private int share() {
        int places = endpoint.places();
        return endpoint.atOnce() == 1 ? places : (places + 1) / 2;
    }

    /** Waits a while for entries; to be called in this thread's {@link #turn}, which is over then. */
    List<Exchange> next(int places) {
        List<Delivery> entries;
        try {
            entries = taken(places, () -> intake.next(places));
        } finally {
            turns.endRead();
        }
        return open(entries);
    }

    /** Writes what a run has done and reads what is new in one round trip, where that is all that is to be done. */
    List<Exchange> next(Run run) {
        if (!intake.isNewsOnly()) return List.of();
        hand.leavePlaces(run.waitingIds());
        int places = promise(run);
        if (places == 0) return List.of();
        return open(taken(places, () -> run.with(pipeline -> member.fresh(pipeline, places))));
    }

    private List<Delivery> taken(int places, Supplier<List<Delivery>> reader) {
        List<Delivery> entries = List.of();
        try {
            entries = reader.get();
        } catch (JedisDataException e) {
            if (!String.valueOf(e.getMessage()).matches("(?s)(NOGROUP|UNBLOCKED).*")) throw told(e);
            LOG.warn("redis: group is gone, making it again stream={} cause={}", endpoint.getKey(), e.getMessage());
            intake.rejoin();
        } catch (JedisException e) {
            throw told(e);
        } finally {
            hand.take(entries, places);
        }
        outage.recovered()
                .ifPresent(away ->
                        LOG.info("redis: reading again stream={} away_s={}", endpoint.getKey(), away.toSeconds()));
        return entries;
    }

    private JedisException told(JedisException e) {
        if (outage.failed())
            LOG.warn("redis: cannot read, trying again stream={} cause={}", endpoint.getKey(), e.getMessage());
        intake.rejoin();
        turns.rest(REST);
        return e;
    }

    private List<Exchange> open(List<Delivery> entries) {
        if (entries.isEmpty()) return List.of();
        List<? extends @Nullable Object> bodies = bodies(entries);
        List<Exchange> opened = new ArrayList<>(entries.size());
        for (int i = 0; i < entries.size(); i++) {
            Object body = bodies.get(i);
            if (body == null) hand.done(Hand.id(entries.get(i)));
            else opened.add(exchanges.apply(entries.get(i), body));
        }
        hand.acknowledge();
        return opened;
    }

    private List<? extends @Nullable Object> bodies(List<Delivery> entries) {
        var reader = endpoint.getConfiguration().getReader();
        if (reader == null) return entries.stream().map(Delivery::entry).toList();
        try {
            return reader.open(endpoint.redis(), entries);
        } catch (RuntimeException e) {
            entries.forEach(each -> hand.drop(Hand.id(each)));
            throw e instanceof JedisException away ? told(away) : e;
        }
    }
}
