package marketswarm.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AllInTurnTest {

    private static final Duration PLENTY = Duration.ofMinutes(1);
    private static final Machine MACHINE = new Machine("2026-11-25T10:00:00Z", "2 cores", Map.of());
    private final List<String> order = new ArrayList<>();

    @Test
    void benchmarks_take_turns_and_their_rounds_become_medians() {
        List<Report> reports = new AllInTurn(List.of(named("a"), named("b")), this::measure).run(PLENTY);

        assertThat(order).containsExactly("a", "b", "a", "b", "a", "b");
        assertThat(reports).hasSize(2);
        assertThat(reports.get(0).json().path("cases").get(0))
                .hasToString(
                        "{\"case\":\"rate\",\"unit\":\"1/s\",\"ours\":3.0,\"ours_spread\":4.0,\"limit\":30.0,\"peer\":null,"
                                + "\"peer_name\":null,\"ratio_limit\":0.1,\"ratio_peer\":null}");
        assertThat(reports.get(0).json().path("notes").get(0).asText()).isEqualTo("rounds of the quick measure: 3");
    }

    @Test
    void when_the_time_is_over_no_further_round_begins() {
        List<Report> reports = new AllInTurn(List.of(named("a")), this::measure).run(Duration.ZERO);

        assertThat(order).isEmpty();
        assertThat(reports).isEmpty();
    }

    @Test
    void one_that_fails_is_named_and_does_not_keep_the_others_from_being_measured() {
        var turns = new AllInTurn(List.of(named("a"), named("b")), benchmark -> {
            if (benchmark.name().equals("a")) throw new IllegalStateException("no redis-server");
            return measure(benchmark);
        });

        assertThat(turns.run(PLENTY)).hasSize(1);
        assertThat(turns.failed()).containsExactly("a");
        assertThat(order).containsExactly("b", "b", "b");
    }

    private Report measure(Benchmark benchmark) {
        order.add(benchmark.name());
        var report = new Report(benchmark.name(), MACHINE);
        report.add(Case.of("rate", "1/s", order.size()).limit(Sample.of(10.0 * order.size())));
        return report;
    }

    private static Benchmark named(String name) {
        return new Benchmark() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public String about() {
                return "";
            }

            @Override
            public void run(Run run) {}
        };
    }
}
