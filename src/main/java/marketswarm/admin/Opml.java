package marketswarm.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import marketswarm.redis.Json;
import marketswarm.truth.Misconfigured;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code admin opml} */
@Command(
        name = "opml",
        description =
                "Takes feeds from another reader into the truth file, and gives those of the truth file to others.",
        footerHeading = "%nExamples:%n",
        footer = {"  admin opml import feeds.opml", "  admin opml export --truth truth.json > feeds.opml"},
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
final class Opml implements Runnable {

    @ParentCommand
    private Admin admin;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: opml import FILE or opml export");
    }

    @Command(
            name = "import",
            description = "Adds the feeds of an OPML file to the categories of the truth file; those it has stay.",
            mixinStandardHelpOptions = true)
    int add(
            @Parameters(paramLabel = "FILE", description = "The OPML file") Path file,
            @Option(
                            names = "--truth",
                            paramLabel = "FILE",
                            defaultValue = "truth.json",
                            description = "Default: ./truth.json")
                    Path truth)
            throws IOException {
        Path target = admin.directory().resolve(truth);
        ObjectNode document = document(target);
        Map<String, Set<String>> found =
                OpmlFile.read(Files.readString(there(admin.directory().resolve(file)), UTF_8));
        if (found.isEmpty()) throw new Misconfigured("admin: " + file + " names no feed (outline with xmlUrl)");
        int added = add(found, reader(document).withObject("/categories"));
        replace(target, document);
        admin.out().println("Added " + Words.count(added, "feed") + " to " + truth + ". Next: ./admin load-truth");
        disabled(reader(document), found.keySet())
                .forEach(category -> admin.err()
                        .println("admin: category " + category
                                + " is not in enabled_categories; nothing of it is polled"));
        return Admin.DONE;
    }

    @Command(
            name = "export",
            description = "Prints the feeds of the truth file as OPML.",
            mixinStandardHelpOptions = true)
    int print(
            @Option(
                            names = "--truth",
                            paramLabel = "FILE",
                            defaultValue = "truth.json",
                            description = "Default: ./truth.json")
                    Path truth)
            throws IOException {
        Map<String, List<String>> feeds = new LinkedHashMap<>();
        reader(document(admin.directory().resolve(truth)))
                .path("categories")
                .properties()
                .forEach(category -> {
                    List<String> urls = new ArrayList<>();
                    category.getValue().forEach(feed -> urls.add(url(feed)));
                    feeds.put(category.getKey(), urls);
                });
        admin.out().print(OpmlFile.write("MarketSwarm", feeds));
        admin.out().flush();
        return Admin.DONE;
    }

    private static int add(Map<String, Set<String>> found, ObjectNode categories) {
        Set<String> known = new HashSet<>();
        categories.forEach(feeds -> feeds.forEach(feed -> known.add(url(feed))));
        int added = 0;
        for (var category : found.entrySet()) {
            ArrayNode feeds = categories.withArray(category.getKey());
            for (String url : category.getValue()) {
                if (!known.add(url)) continue;
                feeds.add(url);
                added++;
            }
        }
        return added;
    }

    private static List<String> disabled(JsonNode reader, Set<String> categories) {
        if (!reader.has("enabled_categories")) return List.of();
        Set<String> enabled = new HashSet<>();
        reader.path("enabled_categories").forEach(name -> enabled.add(name.asText()));
        return categories.stream()
                .filter(name -> !enabled.contains("*") && !enabled.contains(name))
                .toList();
    }

    /** The feed reader's component, whatever its name. */
    private static ObjectNode reader(ObjectNode document) {
        ObjectNode components = document.withObject("/components");
        return components.properties().stream()
                .filter(component ->
                        component.getValue().at("/meta/service_id").asText().equals("rss_agg"))
                .map(component -> (ObjectNode) component.getValue())
                .findFirst()
                .orElseGet(() -> components.withObject("/rss_agg"));
    }

    private static String url(JsonNode feed) {
        return feed.isObject() ? feed.path("url").asText() : feed.asText();
    }

    private static ObjectNode document(Path file) throws IOException {
        try {
            return Json.read(Files.readString(there(file), UTF_8), ObjectNode.class);
        } catch (IllegalArgumentException e) {
            throw new Misconfigured("admin: " + file + " is no JSON object. See: ./admin validate", e);
        }
    }

    private static Path there(Path file) {
        if (Files.isRegularFile(file)) return file;
        throw new Misconfigured("admin: " + file + " is not there");
    }

    /** All of it or nothing, whatever happens meanwhile. */
    private static void replace(Path file, ObjectNode document) throws IOException {
        Path written = Files.createTempFile(file.toAbsolutePath().getParent(), "truth", ".json");
        Files.writeString(written, document.toPrettyString() + "\n", UTF_8);
        Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
