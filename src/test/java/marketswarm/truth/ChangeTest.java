package marketswarm.truth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import marketswarm.redis.Json;
import marketswarm.truth.Change.Kind;
import org.junit.jupiter.api.Test;

class ChangeTest {

    private static List<Change> changes(String before, String after) {
        return truth(before).changes(truth(after));
    }

    private static Truth truth(String rest) {
        return Truth.of(Json.read("{\"version\":\"1\"," + rest + "}", ObjectNode.class));
    }

    @Test
    void each_difference_is_told_by_its_path_and_whether_it_needs_a_restart() {
        assertThat(changes(
                        "\"components\":{\"rss_agg\":{\"poll_interval_min\":5},\"sse_gateway\":{\"port\":8080}}",
                        "\"components\":{\"rss_agg\":{\"poll_interval_min\":2},\"sse_gateway\":{\"port\":8081}}"))
                .containsExactly(
                        new Change("components.rss_agg.poll_interval_min", Kind.CHANGED, true),
                        new Change("components.sse_gateway.port", Kind.CHANGED, false));
    }

    @Test
    void a_default_that_is_written_and_a_number_that_is_written_otherwise_are_no_change() {
        assertThat(changes(
                        "\"components\":{\"rss_agg\":{\"poll_interval_min\":5}}",
                        "\"components\":{\"rss_agg\":{\"poll_interval_min\":5.0,\"timeout_sec\":15}}"))
                .isEmpty();
    }

    @Test
    void a_category_a_cluster_and_a_component_come_and_go_as_a_whole() {
        assertThat(changes(
                        "\"components\":{\"rss_agg\":{\"categories\":{\"tech\":[\"https://a.example/f\"],\"old\":[]}},\"logger\":{}}",
                        "\"components\":{\"rss_agg\":{\"categories\":{\"tech\":[\"https://b.example/f\"],\"new\":[]}},"
                                + "\"massive\":{}}"))
                .containsExactly(
                        new Change("components.rss_agg.categories.tech", Kind.CHANGED, true),
                        new Change("components.rss_agg.categories.old", Kind.REMOVED, true),
                        new Change("components.rss_agg.categories.new", Kind.ADDED, true),
                        new Change("components.logger", Kind.REMOVED, false),
                        new Change("components.massive", Kind.ADDED, false));
    }

    @Test
    void a_component_of_its_own_name_is_judged_by_the_service_that_reads_it() {
        String meta = "\"components\":{\"news\":{\"meta\":{\"service_id\":\"rss_agg\"},";

        assertThat(changes(
                        meta + "\"timeout_sec\":3,\"management\":{\"port\":1}}}",
                        meta + "\"timeout_sec\":4,\"management\":{\"port\":2}}}"))
                .containsExactlyInAnyOrder(
                        new Change("components.news.timeout_sec", Kind.CHANGED, true),
                        new Change("components.news.management.port", Kind.CHANGED, false));
    }

    @Test
    void a_secret_is_named_and_never_told() {
        List<Change> changes = changes(
                "\"components\":{},\"secrets\":{\"massive\":{\"api_key\":\"canary-1234\"},\"mine\":{\"deep\":{\"a\":\"canary-7\"}}}",
                "\"components\":{},\"secrets\":{\"massive\":{\"api_key\":\"canary-5678\"},"
                        + "\"rss_agg\":{\"user_agent\":\"canary-9999\"}}}");

        assertThat(changes)
                .containsExactlyInAnyOrder(
                        new Change("secrets.massive.api_key", Kind.CHANGED, true),
                        new Change("secrets.rss_agg.user_agent", Kind.ADDED, true),
                        new Change("secrets.mine.deep", Kind.REMOVED, true));
        assertThat(changes.toString()).doesNotContain("canary");
    }

    @Test
    void a_new_address_of_redis_needs_a_restart() {
        assertThat(changes(
                        "\"components\":{}",
                        "\"components\":{},\"buses\":{\"market\":{\"url\":\"redis://u:canary@m\"}}"))
                .containsExactly(new Change("buses.market.url", Kind.ADDED, false));
    }
}
