package marketswarm.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import marketswarm.redis.Json;
import marketswarm.redis.Keys;
import org.junit.jupiter.api.Test;

/** The developers' page of the stream says what the gateway does. */
class StreamPageTest {

    private static final Path PAGE = Path.of("admin/STREAM.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`[^|]+) \\| ([^|]+) \\|");
    private static final Pattern EXAMPLE = Pattern.compile("(?m)^(?:event: (\\w+)\\ndata: |(\\w+) +)(\\{.*})$");
    private static final Pattern GET = Pattern.compile("(?m)^curl (?:-N )?\"http://localhost:8080(/[^\"]+)\"");
    private static final Pattern LINK = Pattern.compile("]\\((?!http)([^)#]+)");
    /** Events whose schema has another name. */
    private static final Map<String, String> DESCRIBED = Map.of("news", "item", "mesh", "service");

    private final String page = read(PAGE);
    private final JsonNode description = Json.read(read(Path.of("src/main/resources/openapi.json")), JsonNode.class);

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void every_topic_and_every_option_has_its_row_and_stands_in_the_description() {
        FakeCall call = new FakeCall("/sse?topics=news", Map.of()).to(SseRequest::of);
        List<String> topics = new ArrayList<>(StreamTopic.names());
        topics.addAll(List.of(Topics.MESH, "tick:<symbol>`, `tick:*", "snapshot:<symbol>`, `snapshot:*"));

        assertThat(rows()).containsAll(call.asked).containsAll(topics);

        JsonNode sse = description.at("/paths/~1sse/get/parameters");
        assertThat(sse.findValuesAsText("name")).containsExactlyInAnyOrderElementsOf(call.asked);
        assertThat(sse.at("/0/description").asText()).contains(StreamTopic.names());
    }

    private List<String> rows() {
        return ROW.matcher(page)
                .results()
                .map(row -> row.group(1).substring(1, row.group(1).length() - 1))
                .toList();
    }

    @Test
    void every_event_is_shown_by_an_example_that_is_what_the_description_says() {
        Set<String> shown = new TreeSet<>();
        for (MatchResult example : EXAMPLE.matcher(page).results().toList()) {
            String name = example.group(1) == null ? example.group(2) : example.group(1);
            shown.add(name);
            assertThat(problems(name, example.group(3))).as(example.group()).isEmpty();
        }

        List<String> all =
                new ArrayList<>(List.of("hello", "snapshot", "tick", "mesh", "gap", "topics", "heartbeat", "bye"));
        Stream.of(StreamTopic.values()).map(StreamTopic::event).forEach(all::add);
        assertThat(shown).containsExactlyInAnyOrderElementsOf(all);
    }

    /** As REST's documents, which have an id where the stream's stands before them. */
    private Set<?> problems(String name, String json) {
        ObjectNode document = Json.read(json, ObjectNode.class).put("id", "1-0");
        JsonNode described = description.at("/components/schemas/" + DESCRIBED.getOrDefault(name, name));
        if (described.isMissingNode()) return Set.of();
        ObjectNode schema = described.deepCopy();
        schema.set("$defs", description.at("/components/schemas"));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(schema.toString().replace("#/components/schemas/", "#/$defs/"))
                .validate(document);
    }

    @Test
    void every_path_of_the_mirror_is_named_and_every_request_that_is_shown_is_one_of_them() {
        List<String> paths = new ArrayList<>();
        description.path("paths").fieldNames().forEachRemaining(paths::add);

        assertThat(paths)
                .filteredOn(path -> path.startsWith("/api"))
                .allSatisfy(path -> assertThat(page).contains("`" + path + "`"));
        assertThat(GET.matcher(page).results())
                .isNotEmpty()
                .allSatisfy(shown -> assertThat(paths)
                        .anyMatch(path -> shown.group(1).matches(path.replaceAll("\\{\\w+}", "[^/?]+") + "\\?.*")));
    }

    @Test
    void a_key_that_a_reader_may_use_is_in_the_catalogue_with_that_type() {
        List<MatchResult> keys = ROW.matcher(page.substring(page.indexOf("## Redis itself")))
                .results()
                .toList();

        assertThat(keys)
                .hasSizeGreaterThan(5)
                .allSatisfy(row -> assertThat(Keys.values())
                        .anyMatch(key -> row.group(1).equals("`" + key.pattern() + "`")
                                && row.group(2).equals(key.type())));
    }

    @Test
    void every_link_leads_to_a_file() {
        assertThat(LINK.matcher(page).results())
                .isNotEmpty()
                .allSatisfy(
                        link -> assertThat(PAGE.resolveSibling(link.group(1)).normalize())
                                .exists());
    }
}
