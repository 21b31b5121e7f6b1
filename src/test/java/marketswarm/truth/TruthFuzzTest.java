package marketswarm.truth;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import marketswarm.redis.Json;

/**
 * Whatever an operator writes into a truth, it is loaded or refused with all that is wrong with it, and no secret shows. The
 * build tries what earlier runs have found; {@code bench/fuzz truth} looks for more.
 */
class TruthFuzzTest {

    private static final String SECRET = "h1dden-Value-9f8e7d";
    private static final ObjectNode SECRETS =
            Json.read("{\"secrets\":{\"massive\":{\"api_key\":\"" + SECRET + "\"}}}", ObjectNode.class);
    private static final ObjectNode EMPTY = Json.read("{\"version\":\"1\",\"components\":{}}", ObjectNode.class);
    private static final Map<String, Class<? extends Settings>> SETTINGS = Map.of(
            "massive", Settings.Massive.class,
            "rss_agg", Settings.RssAgg.class,
            "vexy_ai", Settings.VexyAi.class,
            "sse_gateway", Settings.SseGateway.class,
            "mesh_coordinator", Settings.MeshCoordinator.class,
            "logger", Settings.Logger.class);
    private static final int LONGEST = 4_000;

    @FuzzTest
    @DictionaryEntries({
        "\"components\":{",
        "\"meta\":{\"service_id\":\"",
        "\"version\":\"1\"",
        "\"secrets\":{",
        "\"buses\":{\"market\":{\"url\":\"redis://",
        "\"heartbeats\":{",
        "\"clusters\":{\"stocks\":{\"ws_url\":\"",
        "\"categories\":{\"",
        "\"limits\":{",
        "\"prices\":{",
        "\"retention\":{",
        "\"log_levels\":{\"",
        "\"port\":",
        "\"filter\":{\"pattern\":\"(",
        "null",
        "1e999",
        "\"https://a.example/\"",
        "[]",
        "-1"
    })
    void truth(byte[] data) {
        String text = data.length == 0 ? "" : new String(data, 1, data.length - 1, StandardCharsets.UTF_8);
        if (text.contains(SECRET)) return;
        List<Problem> problems = new ArrayList<>();
        ObjectNode read = TruthFiles.parse("truth.json", text, problems);
        problems.forEach(TruthFuzzTest::isClear);
        if (!problems.isEmpty()) return;

        ObjectNode merged = Merge.of(document(data[0], read), SECRETS);
        assertThat(Merge.of(merged, SECRETS)).isEqualTo(merged);
        TruthDiff.between(EMPTY, merged)
                .forEach(line -> assertThat(line.toString()).doesNotContain(SECRET));
        List<Problem> found = Truth.check(merged);
        found.forEach(TruthFuzzTest::isClear);
        if (found.stream().noneMatch(Problem::isError)) keepsItsPromises(merged);
    }

    /** The first byte chooses whether the text is all of it or one component. */
    private static ObjectNode document(byte choice, ObjectNode read) {
        int place = Math.floorMod(choice, Services.ALL.size() + 1);
        if (place == Services.ALL.size()) return read;
        ObjectNode document = EMPTY.deepCopy();
        document.withObject("/components").set(Services.ALL.get(place), read);
        return document;
    }

    private static void keepsItsPromises(ObjectNode merged) {
        Truth truth = Truth.of(merged);
        Truth again = Truth.of(Json.read(Json.write(truth.written()), ObjectNode.class));
        assertThat(again.hash()).isEqualTo(truth.hash());
        assertThat(truth.changes(again)).isEmpty();
        assertThat(TruthDiff.between(truth, merged)).isEmpty();
        assertThat(truth.jsonWithoutSecrets()).doesNotContain(SECRET);
        for (String component : truth.components()) settings(truth, component);
    }

    private static void settings(Truth truth, String component) {
        Class<? extends Settings> type = SETTINGS.get(component);
        if (type != null) assertThat(truth.settings(component, type)).isNotNull();
        assertThat(truth.logLevels(component)).isNotNull();
    }

    /** Where, what, and what is accepted, in a line. */
    private static void isClear(Problem problem) {
        assertThat(problem.toString())
                .hasSizeLessThanOrEqualTo(LONGEST)
                .doesNotContain("\n", SECRET, "Exception", "com.fasterxml", "com.networknt");
    }
}
