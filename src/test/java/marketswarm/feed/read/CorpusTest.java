package marketswarm.feed.read;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import marketswarm.domain.NewsItem;
import marketswarm.redis.Json;
import marketswarm.redis.Sha1;
import org.junit.jupiter.api.Test;

/** The reader against feeds it was not written for. The floors are what it reaches; they only ever rise. */
class CorpusTest {

    private static final long FETCHED = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private static final Pattern QUOTED = Pattern.compile("(?s)<!--.*?-->|<!\\[CDATA\\[.*?\\]\\]>");
    private static final Pattern ENTRY =
            Pattern.compile("<(?:[\\w-]+:)?(?:item|entry)(?=[\\s>/])", Pattern.CASE_INSENSITIVE);

    @Test
    void feeds_as_sites_published_them_give_every_entry() throws IOException {
        Path folder = shared("feeds-real");
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                byte[] body = Files.readAllBytes(file);
                ParsedFeed feed =
                        new FeedReader().read(body, null, "https://a.example/" + file.getFileName(), "c", FETCHED);

                assertThat(feed.items())
                        .as(file.toString())
                        .hasSize(entriesIn(body))
                        .isNotEmpty();
                assertThat(feed.items())
                        .as(file.toString())
                        .allMatch(item -> !item.title().isBlank());
                assertThat(feed.items())
                        .as(file.toString())
                        .extracting(NewsItem::uid)
                        .doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void the_corpus_of_feedparser_parses_but_for_its_empty_document() throws IOException {
        Path folder = shared("feedparser-corpus");
        int read = 0;
        int counted = 0;
        List<String> failed = new ArrayList<>();
        Map<String, int[]> fields = new TreeMap<>();
        for (String line : Files.readAllLines(folder.resolve("expectations.jsonl"))) {
            JsonNode expected = Json.MAPPER.readTree(line);
            if (!expected.get("must_parse").asBoolean()) continue;
            String name = expected.get("file").asText();
            byte[] body = Files.readAllBytes(folder.resolve(name));
            Optional<ParsedFeed> feed = read(body, expected.get("content_type"), "http://127.0.0.1:8097/" + name);
            if (feed.isEmpty()) failed.add(name);
            read++;
            counted += feed.map(f -> f.items().size() + f.rejected().size() == entriesIn(body) ? 1 : 0)
                    .orElse(0);
            // what feedparser leaves of markup in a title is its own policy
            if (!name.contains("/sanitize/")) check(expected.get("checks"), feed, fields);
        }
        System.out.printf(
                "feedparser corpus: %d files, %d not read, %d with every entry%n", read, failed.size(), counted);
        fields.forEach((field, count) -> System.out.printf("  %s %d of %d%n", field, count[0], count[1]));

        assertThat(failed).containsExactly("illformed/rss_empty_document.xml");
        assertThat(counted).isGreaterThanOrEqualTo(2097);
        FLOORS.forEach(
                (field, floor) -> assertThat(fields.get(field)[0]).as(field).isGreaterThanOrEqualTo(floor));
    }

    private static final Map<String, Integer> FLOORS = Map.of(
            "feed title",
            291,
            "item title",
            39,
            "item link",
            17,
            "item guid",
            16,
            "item published",
            5,
            "item updated",
            6);

    private static Optional<ParsedFeed> read(byte[] body, JsonNode contentType, String url) {
        try {
            return Optional.of(
                    new FeedReader().read(body, contentType.isNull() ? null : contentType.asText(), url, "c", FETCHED));
        } catch (NotAFeed e) {
            return Optional.empty();
        }
    }

    private static void check(JsonNode checks, Optional<ParsedFeed> feed, Map<String, int[]> fields) {
        for (JsonNode check : checks) {
            String field = check.get("of").asText() + " " + check.get("field").asText();
            if (field.equals("feed link")) continue; // not kept
            int[] count = fields.computeIfAbsent(field, f -> new int[2]);
            count[1]++;
            if (Objects.equals(
                    feed.map(f -> found(f, field, check.get("entry").asInt())).orElse(null), wanted(check))) count[0]++;
        }
    }

    private static Object found(ParsedFeed feed, String field, int entry) {
        if (field.equals("feed title")) return feed.title();
        if (entry >= feed.items().size()) return null;
        NewsItem item = feed.items().get(entry);
        return switch (field) {
            case "item title" -> item.title();
            case "item link" -> item.url();
            case "item guid" -> item.uid();
            case "item published" -> item.dateSuspect() ? null : item.publishedMs();
            default -> item.updatedMs();
        };
    }

    private static Object wanted(JsonNode check) {
        String value = check.get("value").asText();
        return switch (check.get("field").asText()) {
            case "title" -> Text.plain(value);
            case "guid" -> Sha1.hex(value);
            case "link" -> value;
            default -> Instant.parse(value).toEpochMilli();
        };
    }

    /** Counted on the bytes, not by a parser. */
    private static int entriesIn(byte[] body) {
        String ascii = new String(body, ISO_8859_1).replace("\0", "");
        return (int)
                ENTRY.matcher(QUOTED.matcher(ascii).replaceAll("")).results().count();
    }

    private static Path shared(String name) {
        String given = System.getProperty("MARKETSWARM_SHARED_DATA", System.getenv("MARKETSWARM_SHARED_DATA"));
        Path folder = Path.of(given == null ? "../shared/data" : given).resolve(name);
        assumeTrue(Files.isDirectory(folder), () -> folder + " is not there: the corpus is not part of the project");
        return folder;
    }
}
