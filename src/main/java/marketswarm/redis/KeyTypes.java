package marketswarm.redis;

import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.UnifiedJedis;

/** Finds keys of ours that hold something else, before a service trips over them one by one. */
public final class KeyTypes {

    private static final Logger LOG = LoggerFactory.getLogger(KeyTypes.class);

    private KeyTypes() {}

    /**
     * Warns of every key of the schema that stands alone and has another type; returns how many.
     *
     * @param writers whose keys are looked at: a user of Redis may know no others
     */
    public static int check(UnifiedJedis redis, Keys.Bus bus, Collection<String> writers) {
        int wrong = 0;
        for (Keys line : Keys.values()) {
            if (line.bus() != bus || line.pattern().contains("<") || !writers.contains(line.writer())) continue;
            String found = redis.type(line.key());
            if (found.equals("none") || found.equals(line.type())) continue;
            wrong++;
            LOG.warn(
                    "redis: {} is a {}, not a {}; {} cannot work until it is renamed or deleted",
                    line.key(),
                    found,
                    line.type(),
                    line.writer());
        }
        return wrong;
    }
}
