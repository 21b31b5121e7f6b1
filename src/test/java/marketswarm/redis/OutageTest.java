package marketswarm.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import org.apache.camel.RuntimeCamelException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

class OutageTest {

    private long nowNs = Long.MAX_VALUE; // it may begin anywhere
    private final Outage outage = new Outage(() -> nowNs);

    @Test
    void the_first_failure_is_told_then_one_every_half_minute() {
        assertThat(outage.failed()).isTrue();
        pass(Duration.ofSeconds(29));
        assertThat(outage.failed()).isFalse();
        pass(Duration.ofSeconds(1));
        assertThat(outage.failed()).isTrue();
        assertThat(outage.failed()).isFalse();
    }

    @Test
    void the_first_success_tells_how_long_it_was_away_and_the_next_nothing() {
        outage.failed();
        pass(Duration.ofSeconds(42));
        outage.failed();

        assertThat(outage.recovered()).contains(Duration.ofSeconds(42));
        assertThat(outage.recovered()).isEmpty();
    }

    @Test
    void the_next_outage_is_told_at_once() {
        outage.failed();
        outage.recovered();

        assertThat(outage.failed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LOADING Redis is loading the dataset in memory",
                "READONLY You can't write against a read only replica.",
                "MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.",
                "CLUSTERDOWN The cluster is down",
                "TRYAGAIN Multiple keys request during rehashing of slot",
                "OOM command not allowed when used memory > 'maxmemory'.",
                "MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist to disk.",
                "NOREPLICAS Not enough good replicas to write.",
                "BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE."
            })
    void a_server_that_cannot_serve_now_is_away_whoever_has_wrapped_its_answer(String answer) {
        JedisDataException bare = new JedisDataException(answer);

        assertThat(Outage.isAway(bare)).isTrue();
        assertThat(Outage.isAway(new JedisDataException("redis: cannot append to events:market: " + answer, bare)))
                .isTrue();
        assertThat(Outage.isAway(new RuntimeCamelException(bare))).isTrue();
    }

    @Test
    void connections_to_a_server_that_was_just_replaced_are_away() {
        try (ConnectionPool closed = new ConnectionPool(
                new HostAndPort("127.0.0.1", 1),
                DefaultJedisClientConfig.builder().build())) {
            closed.close();
            Throwable refused = catchThrowable(closed::getResource);

            assertThat(refused).hasMessage("Could not get a resource from the pool");
            assertThat(Outage.isAway(refused)).isTrue();
        }
    }

    @Test
    void a_connection_that_fails_is_away() {
        assertThat(Outage.isAway(new IllegalStateException(new JedisConnectionException("Connection refused"))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WRONGTYPE Operation against a key holding the wrong kind of value",
                "NOGROUP No such key 'jobs' or consumer group 'g'",
                "ERR value is not an integer: LOADING"
            })
    void an_answer_that_would_be_the_same_tomorrow_is_not_away(String answer) {
        assertThat(Outage.isAway(new JedisDataException(answer))).isFalse();
        assertThat(Outage.isAway(new IllegalStateException(answer))).isFalse();
        assertThat(Outage.isAway(null)).isFalse();
    }

    private void pass(Duration time) {
        nowNs += time.toNanos();
    }
}
