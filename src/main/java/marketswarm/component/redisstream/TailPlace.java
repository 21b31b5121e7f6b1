package marketswarm.component.redisstream;

import marketswarm.redis.Position;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/** How far a tail has got, noted in Redis after every batch, so that whoever follows goes on there. */
final class TailPlace {

    private static final Logger LOG = LoggerFactory.getLogger(TailPlace.class);
    private static final Position OLDEST = new Position(0, 0, 0);

    private final UnifiedJedis redis;
    private final String key;
    private boolean owed;

    TailPlace(UnifiedJedis redis, String key) {
        this.redis = redis;
        this.key = key;
    }

    /** What was noted last; before the oldest entry when nothing was. */
    Position read() {
        owed = false;
        @Nullable String text = redis.get(key);
        if (text == null) return OLDEST;
        return Position.parse(text).orElseGet(() -> {
            LOG.warn("redis: what {} says is no place, beginning with the oldest entry", key);
            return OLDEST;
        });
    }

    /** @param moved whether anything was worked on; what could not be noted before is noted now */
    void note(Position done, boolean moved) {
        if (!moved && !owed) return;
        owed = true;
        try {
            redis.set(key, done.toString());
            owed = false;
        } catch (JedisException e) {
            LOG.debug("redis: a place was not noted key={}", key, e);
        }
    }
}
