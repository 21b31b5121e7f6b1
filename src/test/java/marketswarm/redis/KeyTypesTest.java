package marketswarm.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import marketswarm.testing.RealRedis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.StreamEntryID;

class KeyTypesTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private static final List<String> WRITERS = List.of("massive", "rss_agg", "mesh_coordinator");

    @Test
    void an_empty_server_is_fine() {
        assertThat(KeyTypes.check(redis.client(), Keys.Bus.MARKET, WRITERS)).isZero();
        assertThat(KeyTypes.check(redis.client(), Keys.Bus.SYSTEM, WRITERS)).isZero();
    }

    @Test
    void keys_of_another_type_are_counted_on_their_own_bus() {
        redis.client().set("rss:queue", "a string");
        redis.client().sadd("rss:seen", "a set");
        redis.client().xadd("events:market", StreamEntryID.NEW_ENTRY, Map.of("type", "halt"));
        redis.client().set("mesh:state", "a string");

        assertThat(KeyTypes.check(redis.client(), Keys.Bus.MARKET, WRITERS)).isEqualTo(2);
        assertThat(KeyTypes.check(redis.client(), Keys.Bus.SYSTEM, WRITERS)).isEqualTo(1);
        assertThat(KeyTypes.check(redis.client(), Keys.Bus.MARKET, List.of("vexy_ai")))
                .as("keys of others are none of its business")
                .isZero();
    }
}
