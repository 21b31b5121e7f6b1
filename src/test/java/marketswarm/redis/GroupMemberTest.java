package marketswarm.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import marketswarm.testing.RealRedis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.StreamEntryID;

class GroupMemberTest {

    private static final Duration LEASE = Duration.ofMinutes(10);

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @Test
    void what_is_handed_over_unbegun_is_taken_at_once_and_never_counts_as_handed_out() {
        GroupMember a = member("a");
        GroupMember b = member("b");
        a.join(new StreamEntryID(0, 0), null);
        redis.client().xadd("queue", StreamEntryID.NEW_ENTRY, Map.of("uid", "u1"));

        List<Delivery> had = a.fresh(10, Duration.ZERO);
        for (int round = 0; round < 5; round++) {
            a.handOver(ids(had));
            had = b.abandoned(10, Set.of());
            assertThat(had).extracting(Delivery::times).containsExactly(1L);
            b.handOver(ids(had));
            had = a.abandoned(10, Set.of());
            assertThat(had).extracting(Delivery::times).containsExactly(1L);
        }
        assertThat(b.abandoned(10, Set.of())).as("a has it in hand").isEmpty();
    }

    private static List<StreamEntryID> ids(List<Delivery> deliveries) {
        return deliveries.stream()
                .map(each -> new StreamEntryID(each.entry().id()))
                .toList();
    }

    private static GroupMember member(String name) {
        return new GroupMember(redis.client(), "queue", "g", name, LEASE);
    }
}
