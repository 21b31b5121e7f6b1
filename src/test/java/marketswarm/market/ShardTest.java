package marketswarm.market;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import marketswarm.redis.Json;
import marketswarm.truth.Settings.Massive;
import marketswarm.truth.Truth;
import org.junit.jupiter.api.Test;

class ShardTest {

    private static final List<String> SYMBOLS =
            IntStream.range(0, 1_000).mapToObj("SYM%03d"::formatted).toList();

    @Test
    void every_symbol_is_in_one_part_and_the_parts_are_about_alike() {
        Map<String, Integer> counts = new HashMap<>();
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            List<String> some =
                    new Shard(i, 4).part(truth()).clusters().get("stocks").symbols();
            counts.put("shard " + i, some.size());
            all.addAll(some);
        }

        assertThat(all).containsExactlyInAnyOrderElementsOf(SYMBOLS);
        assertThat(counts.values()).allMatch(count -> count > 200 && count < 300);
    }

    @Test
    void a_cluster_that_wants_everything_is_in_one_part_whole() {
        List<Massive> parts = IntStream.range(0, 3)
                .mapToObj(i -> new Shard(i, 3).part(truth()))
                .filter(part -> part.clusters().containsKey("crypto"))
                .toList();

        assertThat(parts)
                .singleElement()
                .satisfies(part ->
                        assertThat(part.clusters().get("crypto").symbols()).containsExactly("*"));
    }

    @Test
    void a_part_alone_is_all_there_is_and_has_no_name() {
        assertThat(Shard.WHOLE.part(truth())).isEqualTo(truth());
        assertThat(Shard.WHOLE.label("stocks")).isEqualTo("stocks");
        assertThat(new Shard(1, 3).label("futures/cme")).isEqualTo("futures/cme-2of3");
    }

    private static Massive truth() {
        ObjectNode document = Json.read("""
                {"version": "1", "components": {"massive": {"shards": 4, "clusters": {
                  "stocks": {"ws_url": "wss://socket.massive.com/stocks"},
                  "crypto": {"ws_url": "wss://socket.massive.com/crypto", "symbols": ["*"], "channels": ["XT"]}}}}}""", ObjectNode.class);
        document.withObject("/components/massive/clusters/stocks").set("symbols", Json.MAPPER.valueToTree(SYMBOLS));
        return Truth.of(document).settings("massive", Massive.class);
    }
}
