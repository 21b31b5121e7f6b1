package marketswarm.truth;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import marketswarm.truth.CrossChecks.Part;

/** Categories that are enabled and not there, feeds that stand there twice. */
final class FeedChecks {

    private final Part part;
    private final Consumer<Problem> found;
    private final Map<String, String> addresses = new HashMap<>();
    private final Map<String, String> spellings = new HashMap<>();

    private FeedChecks(Part part, Consumer<Problem> found) {
        this.part = part;
        this.found = found;
    }

    static void check(Part part, Consumer<Problem> found) {
        var checks = new FeedChecks(part, found);
        JsonNode categories = part.settings().path("categories");
        checks.enabled(categories, part.settings().path("enabled_categories"));
        categories
                .properties()
                .forEach(c -> checks.feeds(Problem.at(part.pointer() + "/categories", c.getKey()), c.getValue()));
    }

    private void enabled(JsonNode categories, JsonNode enabled) {
        List<String> names = new ArrayList<>();
        categories.fieldNames().forEachRemaining(names::add);
        for (int i = 0; enabled.isArray() && i < enabled.size(); i++) {
            String name = enabled.get(i).asText();
            String pointer = part.pointer() + "/enabled_categories/" + i;
            if (!name.equals("*") && !categories.has(name)) {
                found.accept(Problem.error(
                        pointer,
                        "found " + name + ", a category that does not exist; accepted: * or one of " + names
                                + Nearest.hint(name, names)));
            } else if (categories.path(name).isArray() && categories.path(name).isEmpty()) {
                found.accept(Problem.warning(
                        pointer, "found " + name + ", a category without a feed; accepted: one with feeds"));
            }
        }
    }

    private void feeds(String pointer, JsonNode feeds) {
        for (int i = 0; feeds.isArray() && i < feeds.size(); i++) {
            JsonNode feed = feeds.get(i);
            String url = feed.isObject() ? feed.path("url").asText() : feed.asText();
            if (!url.isEmpty()) feed(pointer + "/" + i, url);
        }
    }

    private void feed(String pointer, String url) {
        String earlier = addresses.putIfAbsent(url, pointer);
        String similar = spellings.putIfAbsent(spelling(url), pointer);
        if (earlier != null) {
            found.accept(Problem.error(pointer, "the same feed as " + earlier + "; accepted: each feed once"));
        } else if (similar != null) {
            found.accept(Problem.warning(
                    pointer, "probably the same feed as " + similar + ", spelt otherwise; accepted: each feed once"));
        }
    }

    /** The address without what seldom makes a difference: scheme, case of the host, usual port, slash at the end. */
    private static String spelling(String url) {
        try {
            URI uri = URI.create(url);
            String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
            String port = uri.getPort() == 80 || uri.getPort() == 443 || uri.getPort() < 0 ? "" : ":" + uri.getPort();
            String path = String.valueOf(uri.getRawPath()).replaceAll("/+$", "");
            return host + port + path + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        } catch (IllegalArgumentException e) {
            return url;
        }
    }
}
