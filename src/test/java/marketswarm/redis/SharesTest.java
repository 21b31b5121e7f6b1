package marketswarm.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import marketswarm.testing.RealRedis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Protocol;

class SharesTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @Test
    void one_alone_takes_everything_under_the_name_of_the_role_where_nothing_is_divided() {
        Shares one = shares("host-1");

        one.settle(1);
        assertThat(one.held()).containsExactly(0);
        assertThat(redis.client().get("mesh:leader:massive")).isEqualTo("1 host-1");
        one.settle(1);
    }

    @Test
    void who_reads_frames_does_not_wait_while_a_server_that_hangs_is_asked() throws Exception {
        Shares one = shares("host-1");
        one.settle(1);
        redis.client().sendCommand(Protocol.Command.CLIENT, "PAUSE", "3000");

        Thread asking = new Thread(() -> one.settle(1), "asking");
        asking.start();
        await().until(() -> asking.getState() == Thread.State.RUNNABLE && waitsForRedis(asking));

        assertThat(one.isCertain(0)).isTrue();
        assertThat(one.held()).containsExactly(0);
        assertThat(waitsForRedis(asking)).as("still asking").isTrue();
        asking.join();
        assertThat(one.held()).containsExactly(0);
    }

    private static boolean waitsForRedis(Thread thread) {
        return Stream.of(thread.getStackTrace())
                .anyMatch(at -> at.getMethodName().equals("hold"));
    }

    @Test
    void of_one_shard_the_holder_is_not_changed_by_who_joins() {
        Shares holder = shares("host-2");
        Shares joiner = shares("host-1");

        settle(1, holder, joiner, holder, joiner);

        assertThat(holder.held()).containsExactly(0);
        assertThat(joiner.held()).isEmpty();
        assertThat(holder.leaving()).isEmpty();
    }

    @Test
    void who_joins_is_given_its_part_when_the_others_have_finished_with_it() {
        Shares first = shares("host-1");
        Shares second = shares("host-2");
        Shares third = shares("host-3");
        settle(7, first);
        assertThat(first.held()).hasSize(7);

        settle(7, second, third, first, second, third);
        assertThat(second.held())
                .as("nothing is taken from who has not finished")
                .isEmpty();
        assertThat(first.leaving()).isNotEmpty();

        for (int i = 0; i < 4; i++) {
            settle(7, first, second, third);
            for (Shares one : List.of(first, second, third)) one.leaving().forEach(one::release);
        }
        assertThat(Stream.of(first, second, third).map(one -> one.held().size()).sorted())
                .containsExactly(2, 2, 3);
        assertThat(all(first, second, third)).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6);
        assertThat(redis.client().get("mesh:leader:massive:1of7")).endsWith(" host-1");
    }

    @Test
    void who_leaves_is_replaced_at_once_by_the_others() {
        Shares first = shares("host-1");
        Shares second = shares("host-2");
        settle(2, first, second);
        for (int i = 0; i < 3; i++) {
            settle(2, first, second);
            first.leaving().forEach(first::release);
        }
        assertThat(second.held()).hasSize(1);

        second.leave();
        settle(2, first);

        assertThat(first.held()).containsExactly(0, 1);
    }

    @Test
    void who_is_silent_is_replaced_when_its_time_is_over_and_knows_it_when_it_wakes() throws Exception {
        Shares silent = new Shares(redis.client(), "massive", "host-1", Duration.ofMillis(60));
        settle(2, silent);
        assertThat(silent.isCertain(0)).isTrue();
        Shares other = shares("host-2");
        long deadline = System.nanoTime() + LONG.toNanos();
        while (other.held().size() < 2 && System.nanoTime() < deadline) {
            other.settle(2);
            Thread.onSpinWait();
        }

        assertThat(other.held()).containsExactly(0, 1);
        assertThat(silent.held()).as("it has not asked").hasSize(2);
        assertThat(silent.isCertain(0)).isFalse();
    }

    @Test
    void where_the_number_changes_nobody_takes_a_new_one_before_all_have_given_up_the_old() {
        Shares first = shares("host-1");
        Shares second = shares("host-2");
        settle(2, first, second);
        for (int i = 0; i < 3; i++) {
            settle(2, first, second);
            first.leaving().forEach(first::release);
        }

        settle(3, first);
        assertThat(first.leaving()).hasSize(1);
        first.leaving().forEach(first::release);
        settle(3, first, first);
        assertThat(first.held()).as("host-2 has one of two still").isEmpty();

        settle(3, second);
        second.leaving().forEach(second::release);
        settle(3, second, first, second, first);
        assertThat(all(first, second)).containsExactlyInAnyOrder(0, 1, 2);
        assertThat(first.total()).isEqualTo(3);
        assertThat(Set.of(first.held().size(), second.held().size())).containsExactlyInAnyOrder(1, 2);
    }

    private static Shares shares(String name) {
        return new Shares(redis.client(), "massive", name, LONG);
    }

    private static void settle(int total, Shares... each) {
        for (Shares one : each) one.settle(total);
    }

    private static List<Integer> all(Shares... each) {
        List<Integer> all = new ArrayList<>();
        for (Shares one : each) all.addAll(one.held());
        return all;
    }
}
