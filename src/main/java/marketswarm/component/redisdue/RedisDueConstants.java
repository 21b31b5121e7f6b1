package marketswarm.component.redisdue;

import org.apache.camel.spi.Metadata;

/** Headers of {@code redis-due:}. */
public final class RedisDueConstants {

    @Metadata(
            label = "consumer",
            description =
                    "Set by the route: when the member is due again, epoch milliseconds. Without it the member is removed",
            javaType = "Long")
    public static final String NEXT = "CamelRedisDueNext";

    private RedisDueConstants() {}
}
