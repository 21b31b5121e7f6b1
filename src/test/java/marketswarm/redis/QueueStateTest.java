package marketswarm.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Clock;
import java.util.Map;
import marketswarm.testing.RealRedis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Connection;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.XReadGroupParams;
import redis.clients.jedis.resps.StreamPendingSummary;
import redis.clients.jedis.util.JedisURIHelper;

@Timeout(30)
class QueueStateTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @Test
    void what_is_finished_between_two_questions_is_no_trouble() {
        StreamEntryID id = redis.client().xadd("rss:queue", StreamEntryID.NEW_ENTRY, Map.of("uid", "u1"));
        redis.client().xgroupCreate("rss:queue", "vexy", new StreamEntryID(0, 0), false);
        redis.client()
                .xreadGroup(
                        "vexy",
                        "worker",
                        XReadGroupParams.xReadGroupParams(),
                        Map.of("rss:queue", StreamEntryID.XREADGROUP_UNDELIVERED_ENTRY));

        try (UnifiedJedis finishing = new FinishesMeanwhile(id)) {
            assertThat(QueueState.of(finishing, Clock.systemUTC()).oldestMs()).isNull();
        }
    }

    /** The last entry is acknowledged just before it is asked which ones are pending. */
    private static final class FinishesMeanwhile extends UnifiedJedis {

        private final StreamEntryID last;

        FinishesMeanwhile(StreamEntryID last) {
            super(new Connection(JedisURIHelper.getHostAndPort(URI.create(redis.url()))));
            this.last = last;
        }

        @Override
        public StreamPendingSummary xpending(String key, String group) {
            xack(key, group, last);
            return super.xpending(key, group);
        }
    }
}
