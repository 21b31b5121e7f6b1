package marketswarm.component.redisstream;

import org.apache.camel.spi.Metadata;

/** Headers of {@code redis-stream:}. */
public final class RedisStreamConstants {

    @Metadata(label = "producer", description = "Appends to this stream instead of the endpoint's", javaType = "String")
    public static final String KEY = "CamelRedisStreamKey";

    @Metadata(
            description = "The entry's id; after a list was appended, the list of ids in the same order",
            javaType = "Object")
    public static final String ID = "CamelRedisStreamId";

    @Metadata(label = "consumer", description = "True when the entry was delivered before", javaType = "boolean")
    public static final String REDELIVERED = "CamelRedisStreamRedelivered";

    private RedisStreamConstants() {}
}
