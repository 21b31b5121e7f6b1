package marketswarm.redis;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.UnifiedJedis;

/**
 * A writer whose commands can go out together with others.
 *
 * @param <T> as for {@link StreamWriter}
 */
public interface PipelinedWriter<T> extends StreamWriter<T> {

    /**
     * Puts its commands into a pipeline.
     *
     * @return to be asked once after the pipeline's sync: the ids, as {@link StreamWriter#append} returns them, or what
     *     the server had against it, thrown
     */
    Supplier<List<@Nullable String>> append(AbstractPipeline pipeline, String key, List<T> bodies);

    @Override
    default List<@Nullable String> append(UnifiedJedis redis, String key, List<T> bodies) {
        try (var pipeline = redis.pipelined()) {
            var ids = append(pipeline, key, bodies);
            pipeline.sync();
            return ids.get();
        }
    }
}
