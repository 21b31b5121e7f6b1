package marketswarm.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import marketswarm.redis.DueSet.Claim;
import marketswarm.testing.RealRedis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class DueSetTest {

    private static final long FAR = 4_102_444_800_000L;

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private DueSet due() {
        return new DueSet(redis.client(), "rss:schedule");
    }

    @Test
    void what_is_there_keeps_its_due_time() {
        assertThat(due().add("tech|https://a.example/feed", 5)).isTrue();
        assertThat(due().add("tech|https://a.example/feed", FAR)).isFalse();

        assertThat(redis.client().zscore("rss:schedule", "tech|https://a.example/feed"))
                .isEqualTo(5d);
    }

    @Test
    void the_longest_due_is_claimed_first_and_what_is_not_due_stays() {
        due().add("b", 2);
        due().add("a", 1);
        due().add("c", 3);
        due().add("later", FAR);

        assertThat(due().claim("", 2, 60_000)).extracting(Claim::member).containsExactly("a", "b");
        assertThat(due().claim("", 10, 60_000)).extracting(Claim::member).containsExactly("c");
        assertThat(due().claim("", 10, 60_000)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {-300_000, 300_000})
    void a_process_whose_clock_is_wrong_makes_nothing_late_and_asks_nobody_too_often(long wrongMs) {
        Clock clock = Clock.offset(Clock.systemUTC(), Duration.ofMillis(wrongMs));
        DueSet wrong = new DueSet(redis.client(), "rss:schedule", clock);
        wrong.add("a", 1);

        wrong.reschedule(wrong.claim("", 1, 60_000).get(0), clock.millis() + 3_600_000);

        assertThat(redis.client().zscore("rss:schedule", "a"))
                .isCloseTo(System.currentTimeMillis() + 3_600_000.0, within(60_000.0));
    }

    @Test
    void how_long_until_the_next_falls_due_is_known() {
        assertThat(due().nextInMs()).isEqualTo(-1);
        due().add("now", 1);
        assertThat(due().nextInMs()).isEqualTo(-1);
        due().add("far", FAR);
        due().add("soon", System.currentTimeMillis() + 60_000);

        assertThat(due().nextInMs()).isBetween(50_000L, 61_000L);
    }

    @Test
    void a_claim_moves_the_due_time_to_the_end_of_its_lease() {
        due().add("a", 1);
        long before = System.currentTimeMillis();

        Claim claim = due().claim("", 1, 60_000).get(0);

        assertThat(claim.leaseMs()).isBetween(before + 59_000, before + 62_000);
        assertThat(redis.client().zscore("rss:schedule", "a")).isEqualTo((double) claim.leaseMs());
    }

    @Test
    void a_prefix_is_found_behind_many_others_that_are_due() {
        IntStream.range(0, 1_200).forEach(i -> due().add("world|" + i, i + 1));
        due().add("tech|%d.*[", 5_000);

        assertThat(due().claim("tech|%d.*[", 1, 60_000))
                .extracting(Claim::member)
                .containsExactly("tech|%d.*[");
        assertThat(due().claim("tech|", 1, 60_000)).isEmpty();
    }

    @Test
    void a_claim_that_is_not_finished_falls_due_again_and_its_first_owner_has_lost_it() {
        due().add("a", 1);
        Claim lost = due().claim("", 1, 50).get(0);
        List<Claim> again = new ArrayList<>();
        await("the lease ends").until(() -> {
            again.addAll(due().claim("", 1, 60_000));
            return !again.isEmpty();
        });

        assertThat(due().remove(lost)).isFalse();
        assertThat(due().reschedule(lost, 7)).isFalse();
        assertThat(redis.client().zscore("rss:schedule", "a"))
                .isEqualTo((double) again.get(0).leaseMs());
        assertThat(due().reschedule(again.get(0), FAR)).isTrue();
        assertThat(redis.client().zscore("rss:schedule", "a")).isEqualTo((double) FAR);
    }

    @Test
    void a_member_that_was_dropped_while_it_was_claimed_does_not_come_back() {
        due().add("a", 1);
        Claim claim = due().claim("", 1, 60_000).get(0);
        due().drop("a");

        assertThat(due().reschedule(claim, 7)).isFalse();
        assertThat(due().members()).isEmpty();
    }

    @Test
    void many_claimers_at_once_have_each_member_once() throws Exception {
        IntStream.range(0, 1_000).forEach(i -> due().add("m" + i, i + 1));
        ExecutorService claimers = Executors.newFixedThreadPool(4);
        Set<String> had = ConcurrentHashMap.newKeySet();
        List<Future<Integer>> counts = new ArrayList<>();

        for (int i = 0; i < 4; i++)
            counts.add(claimers.submit(() -> {
                int count = 0;
                for (List<Claim> some = due().claim("", 3, 60_000);
                        !some.isEmpty();
                        some = due().claim("", 3, 60_000)) {
                    some.forEach(claim -> had.add(claim.member()));
                    count += some.size();
                }
                return count;
            }));

        int total = 0;
        for (Future<Integer> count : counts) total += count.get();
        claimers.shutdown();
        assertThat(total).isEqualTo(1_000);
        assertThat(had).hasSize(1_000);
    }
}
