package marketswarm.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.UnifiedJedis;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LivingReaderTest {

    private static final int DEAD_AFTER_SEC = 3;
    private static final long LONGER_MS = 5_000;

    @Test
    void a_reader_who_takes_what_all_get_is_not_taken_for_dead() throws Exception {
        try (GatewayRedis server = GatewayRedis.start();
                UnifiedJedis redis = server.open();
                RunningGateway gateway = new RunningGateway(
                        redis, RunningGateway.settings("127.0.0.1", 0, 10), List.of(), DEAD_AFTER_SEC)) {
            redis.sadd("market:symbols", "AAPL");
            try (SseReader reader = new SseReader(gateway.request("/sse?topics=tick:AAPL"))) {
                reader.next("hello");
                int price = 0;
                for (long end = System.currentTimeMillis() + LONGER_MS; System.currentTimeMillis() < end; ) {
                    RunningGateway.tick(redis, "AAPL", "" + ++price);
                    assertThat(reader.next("tick").data()).contains("\"price\":\"" + price + "\"");
                }
            }
        }
    }
}
