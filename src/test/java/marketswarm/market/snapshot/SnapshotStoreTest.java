package marketswarm.market.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import marketswarm.redis.Outage;
import marketswarm.testing.RealRedis;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisDataException;

class SnapshotStoreTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private final SnapshotStore store = new SnapshotStore(redis.client(), Clock.systemUTC());

    @AfterEach
    void there_is_room_again() {
        memory("0");
    }

    private static void memory(String most) {
        redis.client().sendCommand(Protocol.Command.CONFIG, "SET", "maxmemory", most);
    }

    @Test
    void what_has_changed_is_written_and_read_back() {
        store.write(Map.of("AAPL", Map.of("price", "189.10"), "MSFT", Map.of("bid", "410")));

        assertThat(store.all())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("AAPL", Map.of("price", "189.10"), "MSFT", Map.of("bid", "410")));
    }

    @Test
    void a_full_server_that_takes_none_of_it_is_not_taken_for_success() {
        memory("1");

        assertThatThrownBy(() -> store.write(Map.of("AAPL", Map.of("price", "189.10"))))
                .isInstanceOf(JedisDataException.class)
                .satisfies(refused -> assertThat(Outage.isAway(refused)).isTrue());
    }

    @Test
    void one_that_is_refused_keeps_none_of_the_others_out() {
        redis.client().set("market:snapshot:MSFT", "of somebody else");

        assertThatThrownBy(() -> store.write(new TreeMap<>(Map.of(
                        "AAPL", Map.of("price", "189.10"),
                        "MSFT", Map.of("price", "410.00"),
                        "TSLA", Map.of("price", "402.90")))))
                .hasMessageStartingWith("WRONGTYPE");

        assertThat(redis.client().hget("market:snapshot:TSLA", "price")).isEqualTo("402.90");
    }
}
