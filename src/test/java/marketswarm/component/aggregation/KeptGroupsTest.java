package marketswarm.component.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import marketswarm.testing.RealRedis;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.OptimisticLockingAggregationRepository.OptimisticLockingException;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.DefaultExchangeHolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class KeptGroupsTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    private final CamelContext camel = new DefaultCamelContext();
    private final List<String> aside = new ArrayList<>();
    private final KeptGroups groups = new KeptGroups(redis.url(), "test", "groups", List.of(Box.class), aside::add);

    record Box(List<String> things) implements Serializable {}

    record Stranger(String name) implements Serializable {}

    @BeforeEach
    void start() {
        groups.start();
    }

    @AfterEach
    void stop() {
        groups.stop();
    }

    @Test
    void a_group_is_a_field_of_the_hash_and_is_read_back_as_it_was() {
        groups.add(camel, "tech|0", null, exchange(new Box(List.of("a"))));

        assertThat(redis.client().hkeys("groups")).containsExactly("tech|0");
        assertThat(groups.get(camel, "tech|0").getMessage().getBody()).isEqualTo(new Box(List.of("a")));
        assertThat(groups.getKeys()).containsExactly("tech|0");
    }

    @Test
    void of_two_who_add_to_the_same_group_at_once_one_is_told_to_try_again() {
        groups.add(camel, "g", null, exchange(new Box(List.of("a"))));
        Exchange mine = groups.get(camel, "g");
        Exchange theirs = groups.get(camel, "g");
        groups.add(camel, "g", mine, exchange(new Box(List.of("a", "b"))));

        assertThatThrownBy(() -> groups.add(camel, "g", theirs, exchange(new Box(List.of("a", "c")))))
                .isInstanceOf(OptimisticLockingException.class);
        assertThatThrownBy(() -> groups.add(camel, "g", null, exchange(new Box(List.of("d")))))
                .isInstanceOf(OptimisticLockingException.class);
        assertThat(groups.get(camel, "g").getMessage().getBody()).isEqualTo(new Box(List.of("a", "b")));
    }

    @Test
    void the_exchange_that_was_read_may_be_changed_and_added() {
        groups.add(camel, "g", null, exchange(new Box(List.of("a"))));
        Exchange read = groups.get(camel, "g");
        read.getMessage().setBody(new Box(List.of("a", "b")));

        groups.add(camel, "g", read, read);

        assertThat(groups.get(camel, "g").getMessage().getBody()).isEqualTo(new Box(List.of("a", "b")));
    }

    @Test
    void a_completed_group_stays_until_what_became_of_it_is_handled() {
        groups.add(camel, "g", null, exchange(new Box(List.of("a"))));
        Exchange complete = groups.get(camel, "g");

        groups.remove(camel, "g", complete);
        assertThat(redis.client().hlen("groups")).isEqualTo(1);

        groups.confirm(camel, complete.getExchangeId());
        assertThat(redis.client().exists("groups")).isFalse();
    }

    @Test
    void a_class_that_nobody_named_is_not_read_back_but_set_aside() throws IOException {
        redis.client()
                .hset(
                        "groups".getBytes(StandardCharsets.UTF_8),
                        Map.of("g".getBytes(StandardCharsets.UTF_8), serialized(new Stranger("x"))));

        assertThat(groups.get(camel, "g")).isNull();
        assertThat(aside).containsExactly("g");
    }

    @Test
    void what_is_no_group_is_set_aside() {
        redis.client().hset("groups", Map.of("g", "a text", "h", ""));

        assertThat(groups.get(camel, "g")).isNull();
        assertThat(groups.get(camel, "h")).isNull();
        assertThat(aside).containsExactly("g", "h");
    }

    private static byte[] serialized(Object body) throws IOException {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setBody(body);
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(DefaultExchangeHolder.marshal(exchange));
        }
        return bytes.toByteArray();
    }

    private Exchange exchange(Object body) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody(body);
        return exchange;
    }
}
