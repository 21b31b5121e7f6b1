package marketswarm.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import marketswarm.testing.RealRedis;
import marketswarm.testing.SetClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Topics that the vendor leaves unanswered are named where an operator looks. */
class RejectedTopicsTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private final SetClock clock = SetClock.running();

    @Test
    void status_names_the_topics_of_a_cluster_that_were_not_acknowledged() {
        beat(Map.of("stocks_topics_rejected_names", "NOI.AAPL, ZZ.AAPL", "crypto_topics_rejected_names", ""));

        assertThat(ServiceLook.all(redis.client(), clock))
                .filteredOn(look -> look.service().equals("massive"))
                .singleElement()
                .satisfies(look -> assertThat(look.notes())
                        .contains("stocks: not acknowledged by the vendor: NOI.AAPL, ZZ.AAPL")
                        .noneMatch(note -> note.startsWith("crypto")));
    }

    private void beat(Map<String, String> more) {
        redis.client().sadd("svc:list", "massive");
        redis.client()
                .hset("svc:hb:massive:host", Map.of("beat_ms", String.valueOf(clock.millis()), "interval_sec", "5"));
        redis.client().hset("svc:hb:massive:host", more);
    }
}
