package marketswarm.truth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import marketswarm.redis.Json;
import marketswarm.testing.Logs;
import marketswarm.testing.RealRedis;
import marketswarm.truth.Services.Mapping;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TruthWatchTest {

    @RegisterExtension
    static final RealRedis redis = new RealRedis();

    @RegisterExtension
    final Logs logs = new Logs();

    private final List<String> taken = new ArrayList<>();
    private String cannotUse = "";
    private TruthWatch watch;

    @BeforeEach
    void aServiceUnderTheFirstTruth() {
        load("1", "\"port\": 8080, \"max_clients\": 10", "");
        new Services(redis.client()).register("sse_gateway", "sse_gateway", "sse_gateway");
        TruthView view = new TruthView(
                new TruthStore(redis.client()).read().orElseThrow(), List.of(Mapping.same("sse_gateway")));
        watch = new TruthWatch(redis.client(), view, (next, mappings) -> {
            if (next.version().equals(cannotUse)) throw new Misconfigured("gateway: no");
            taken.add(next.version());
            view.replace(next, mappings);
        });
    }

    private static void load(String version, String gateway, String more) {
        new TruthStore(redis.client())
                .load(Json.read(
                        "{\"version\":\"" + version + "\",\"components\":{\"sse_gateway\":{" + gateway + "}}" + more
                                + "}",
                        ObjectNode.class));
    }

    private String said(String field) {
        return watch.details("sse_gateway").get(field);
    }

    @Test
    void a_truth_that_is_loaded_is_taken_once() {
        load("2", "\"port\": 8080, \"max_clients\": 20", "");

        watch.look();
        watch.look();

        assertThat(taken).containsExactly("2");
        assertThat(said("truth_version")).isEqualTo("2");
        assertThat(said("restart_needed")).isEmpty();
    }

    @Test
    void the_standing_is_another_when_a_truth_was_taken_or_refused_or_is_no_longer_refused() {
        List<String> standings = new ArrayList<>(List.of(watch.standing()));
        cannotUse = "3";

        for (String version : List.of("2", "3", "2")) {
            load(version, "\"port\": 8080", "");
            watch.look();
            standings.add(watch.standing());
            watch.look();
            assertThat(watch.standing()).isEqualTo(standings.get(standings.size() - 1));
        }

        assertThat(standings.subList(0, 3)).doesNotHaveDuplicates();
        assertThat(standings.get(3)).isEqualTo(standings.get(1));
    }

    @Test
    void what_waits_for_a_restart_is_said_until_it_is_taken_back() {
        load("2", "\"port\": 8081, \"management\": {\"port\": 9999}", ",\"node\":{\"name\":\"other\"}");
        watch.look();

        assertThat(said("restart_needed").split(", "))
                .containsExactlyInAnyOrder("port", "management.port", "node.name");
        assertThat(logs.warnings("restart needed service=sse_gateway")).hasSize(1);

        load("3", "\"port\": 8080", "");
        watch.look();
        assertThat(said("restart_needed")).isEmpty();
    }

    @Test
    void what_concerns_another_service_is_not_said() {
        load("2", "\"max_clients\": 10}, \"logger\": {\"management\": {\"port\": 9999}", "");

        watch.look();

        assertThat(taken).containsExactly("2");
        assertThat(said("restart_needed")).isEmpty();
    }

    @Test
    void a_truth_that_cannot_be_used_leaves_the_old_one_running_and_says_why() {
        cannotUse = "2";
        load("2", "\"max_clients\": 20", "");
        watch.look();
        watch.look();

        assertThat(taken).containsExactly("1");
        assertThat(said("truth_version")).isEqualTo("1");
        assertThat(said("truth_refused")).isEqualTo("gateway: no");
        assertThat(logs.warnings("truth: refused, version 1 goes on")).hasSize(1);

        load("3", "\"max_clients\": 30", "");
        watch.look();
        assertThat(said("truth_refused")).isEmpty();
        assertThat(said("truth_version")).isEqualTo("3");
    }

    @Test
    void a_truth_that_is_no_truth_or_gone_leaves_the_old_one_running() {
        redis.client().set("truth:doc", "{\"version\": 7");
        redis.client().set("truth:hash", "other");
        watch.look();

        assertThat(taken).containsExactly("1");
        assertThat(said("truth_refused")).contains("truth:doc");
    }
}
