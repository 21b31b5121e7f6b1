package marketswarm.redis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/** A Lua script that the server is sent once and called by its digest afterwards. */
public final class Script {

    private final String source;
    private final String digest;

    public Script(String source) {
        this.source = source;
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-1");
            this.digest = HexFormat.of().formatHex(sha.digest(source.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("redis: every JDK has SHA-1", e);
        }
    }

    public Object call(UnifiedJedis redis, List<String> keys, List<String> args) {
        try {
            return redis.evalsha(digest, keys, args);
        } catch (JedisNoScriptException restarted) {
            return redis.eval(source, keys, args);
        }
    }

    /**
     * In a pipeline, by its digest alone.
     *
     * @param redis asked again after the sync, with the script, should the server not know it any more
     * @return to be asked once after the sync; throws what the server had against it
     */
    public Supplier<Object> call(AbstractPipeline pipeline, UnifiedJedis redis, List<String> keys, List<String> args) {
        Response<Object> answer = pipeline.evalsha(digest, keys, args);
        return () -> {
            try {
                return answer.get();
            } catch (JedisNoScriptException restarted) {
                return redis.eval(source, keys, args);
            }
        };
    }

    /** For several calls in one pipeline: the first carries the script, in case the server has been restarted. */
    public Calls in(AbstractPipeline pipeline) {
        return new Calls(pipeline);
    }

    /** The calls of one pipeline. Used by one thread. */
    public final class Calls {

        private final AbstractPipeline pipeline;
        private boolean sent;

        private Calls(AbstractPipeline pipeline) {
            this.pipeline = pipeline;
        }

        public Response<Object> call(List<String> keys, List<String> args) {
            if (sent) return pipeline.evalsha(digest, keys, args);
            sent = true;
            return pipeline.eval(source, keys, args);
        }
    }
}
