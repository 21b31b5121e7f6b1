package marketswarm.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;

/**
 * The streams that a tail follows: some by name, some by a pattern whose {@code *} stands for every member of a set. Who
 * writes adds a member before its first entry, and members only ever come: while the set has as many as were last read,
 * there is no stream that is not followed.
 */
public final class FollowedStreams {

    private static final long LOOK_EVERY_NS = TimeUnit.MINUTES.toNanos(1);

    private final UnifiedJedis redis;
    private final List<String> named = new ArrayList<>();
    private final List<String> patterns = new ArrayList<>();
    private final @Nullable String members;
    private Set<String> keys = Set.of();
    private long known = -1;
    private long lookAtNs;

    /** @param members the set whose members stand for {@code *}; absent: every name is taken as it is */
    public FollowedStreams(UnifiedJedis redis, List<String> names, @Nullable String members) {
        this.redis = redis;
        this.members = members;
        for (String name : names) (members != null && name.contains("*") ? patterns : named).add(name);
    }

    /** Their keys, as far as they were known at the last look. */
    Set<String> keys() {
        if (known < 0 || System.nanoTime() >= lookAtNs) look();
        return keys;
    }

    /** Asks, in one breath with whatever else is in the pipeline, how many members there are. */
    @Nullable
    Response<Long> count(AbstractPipeline pipeline) {
        return members == null || patterns.isEmpty() ? null : pipeline.scard(members);
    }

    /** Takes the new ones in. @return false when there are none */
    boolean take(@Nullable Long count) {
        if (count == null || count == known) return false;
        look();
        return true;
    }

    private void look() {
        Set<String> all = new TreeSet<>(named);
        Set<String> found = members == null ? Set.of() : redis.smembers(members);
        for (String pattern : patterns) found.forEach(member -> all.add(pattern.replace("*", member)));
        keys = all;
        known = found.size();
        lookAtNs = System.nanoTime() + LOOK_EVERY_NS;
    }
}
