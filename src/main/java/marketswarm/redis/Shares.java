package marketswarm.redis;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import marketswarm.redis.Members.Member;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Work that is divided into shards, each held by one instance at a time by a {@link Lease}, and by each instance about as
 * many. One that joins is given its part by those who have more, when they have finished what they were at; what one
 * leaves behind is taken by the others when its leases have run out. Where the number of shards changes, nobody takes a
 * new one before everybody has given up the old ones.
 */
public final class Shares {

    private static final Logger LOG = LoggerFactory.getLogger(Shares.class);

    private final UnifiedJedis redis;
    private final String role;
    private final String name;
    private final Duration ttl;
    private final Members members;
    private final NavigableMap<Integer, Lease> held = new TreeMap<>();
    private final Map<Integer, Lease> leaving = new HashMap<>();
    private int total = 1;
    private volatile View view = new View(1, Map.of(), Map.of());

    /** What was last settled, for those who must not wait while a server is asked. */
    private record View(int total, Map<Integer, Lease> held, Map<Integer, Lease> leaving) {}

    /**
     * @param name of this instance
     * @param ttl after which what an instance that is gone held is free
     */
    public Shares(UnifiedJedis redis, String role, String name, Duration ttl) {
        this.redis = redis;
        this.role = role;
        this.name = name;
        this.ttl = ttl;
        this.members = new Members(redis, role, name, ttl);
    }

    /** Takes, renews and gives up; to be called several times a {@code ttl}. */
    public synchronized void settle(int wanted) {
        try {
            renew();
            agree(wanted);
            share();
        } catch (JedisException e) {
            if (!Outage.isAway(e)) throw e;
            LOG.debug("redis: shares cannot be looked at role={}", role, e);
        } finally {
            show();
        }
    }

    private void show() {
        view = new View(total, Map.copyOf(held), Map.copyOf(leaving));
    }

    private void renew() {
        held.values().removeIf(lease -> !lease.hold());
        leaving.values().removeIf(lease -> !lease.hold());
    }

    private void agree(int wanted) {
        if (wanted == total) return;
        leaving.putAll(held);
        held.clear();
        if (leaving.isEmpty()) total = wanted;
    }

    private void share() {
        List<Member> live = members.sign(String.valueOf(total));
        if (!live.stream().allMatch(member -> member.terms().equals(String.valueOf(total)))) return;
        Map<Integer, String> holders = holders();
        int mine = quota(live, holders);
        while (held.size() > mine) {
            var last = Objects.requireNonNull(held.pollLastEntry());
            leaving.put(last.getKey(), last.getValue());
        }
        for (int shard = 0; shard < total && held.size() < mine; shard++) {
            if (holders.containsKey(shard) || leaving.containsKey(shard)) continue;
            Lease lease = lease(shard);
            if (lease.hold()) held.put(shard, lease);
        }
    }

    /** As many as others, those who have more first where they do not come out even: nobody gives up without need. */
    private int quota(List<Member> live, Map<Integer, String> holders) {
        Map<String, Integer> counts = new HashMap<>();
        holders.values().forEach(holder -> counts.merge(holder, 1, Integer::sum));
        List<String> order = live.stream()
                .map(Member::name)
                .sorted(Comparator.comparingInt((String one) -> -counts.getOrDefault(one, 0))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        return total / order.size() + (order.indexOf(name) < total % order.size() ? 1 : 0);
    }

    private Map<Integer, String> holders() {
        String[] keys = new String[total];
        for (int shard = 0; shard < total; shard++) keys[shard] = Keys.LEADER.of(role(shard));
        List<String> marks = redis.mget(keys);
        Map<Integer, String> holders = new HashMap<>();
        for (int shard = 0; shard < total; shard++)
            if (marks.get(shard) != null)
                holders.put(shard, marks.get(shard).substring(marks.get(shard).indexOf(' ') + 1));
        return holders;
    }

    private Lease lease(int shard) {
        return new Lease(redis, role(shard), name, ttl);
    }

    /** One shard alone is the role itself. */
    private String role(int shard) {
        return total == 1 ? role : role + ":" + (shard + 1) + "of" + total;
    }

    /** Into how many shards the work is divided. */
    public int total() {
        return view.total();
    }

    /** From 0. */
    public Set<Integer> held() {
        return new TreeSet<>(view.held().keySet());
    }

    /** Whose work is to be finished, and then {@link #release}d. */
    public Set<Integer> leaving() {
        return new TreeSet<>(view.leaving().keySet());
    }

    /** Its work is finished here: another instance may have it. */
    public synchronized void release(int shard) {
        Lease lease = leaving.remove(shard);
        if (lease != null) lease.letGo();
        show();
    }

    /**
     * Whether a shard is held beyond doubt, also by one who may have stood still for a while. Asked for every frame, so it
     * does not wait for {@link #settle}, whose server may hang.
     */
    public boolean isCertain(int shard) {
        View now = view;
        Lease lease = now.held().getOrDefault(shard, now.leaving().get(shard));
        return lease != null && lease.isCertain();
    }

    /** Others may have all of it at once. */
    public synchronized void leave() {
        held.values().forEach(Lease::letGo);
        leaving.values().forEach(Lease::letGo);
        held.clear();
        leaving.clear();
        show();
        members.leave();
    }
}
