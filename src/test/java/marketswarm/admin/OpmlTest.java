package marketswarm.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import marketswarm.admin.AdminRun.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Feeds to and from other readers; no server is asked. */
class OpmlTest {

    private static final String OPML = """
            <?xml version="1.0"?><!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd">]>
            <opml version="1.0"><head><title>Mine &x;</title></head><body>
              <outline text="Tech &amp; Science">
                <outline type="rss" text="Ars" xmlUrl="https://ars.example/index?a=1&amp;b=2" htmlUrl="https://ars.example"/>
                <outline text="Known" XMLURL="https://known.example/feed"/>
              </outline>
              <outline text="Loose" xmlUrl="http://loose.example/rss"/>
              <outline text="Loose again" xmlUrl="http://loose.example/rss"/>
              <outline text="Bad" xmlUrl="javascript:alert(1)"/>
            </body></opml>""";

    @TempDir
    private Path directory;

    private AdminRun admin;

    @BeforeEach
    void files() throws IOException {
        admin = new AdminRun(directory, "redis://127.0.0.1:1");
        Files.writeString(directory.resolve("feeds.opml"), OPML);
        Files.writeString(directory.resolve("truth.json"), """
                {"version": "1", "components": {"rss_agg": {"enabled_categories": ["world"], "poll_interval_min": 5,
                 "categories": {"world": [{"url": "https://known.example/feed", "poll_interval_min": 2}]}}}}""");
    }

    @Test
    void feeds_come_into_the_truth_file_under_their_categories_each_once() throws IOException {
        Result result = admin.line("opml import feeds.opml");

        assertThat(result.code()).isZero();
        assertThat(result.out()).isEqualTo("Added 2 feeds to truth.json. Next: ./admin load-truth\n");
        assertThat(result.err())
                .contains("category tech-science is not in enabled_categories")
                .contains("category imported is not in enabled_categories");
        assertThat(Files.readString(directory.resolve("truth.json")).replaceAll("\\s", ""))
                .contains("\"world\":[{\"url\":\"https://known.example/feed\",\"poll_interval_min\":2}]")
                .contains("\"tech-science\":[\"https://ars.example/index?a=1&b=2\"]")
                .contains("\"imported\":[\"http://loose.example/rss\"]")
                .contains("\"poll_interval_min\":5");
        assertThat(admin.line("opml import feeds.opml").out()).startsWith("Added 0 feeds");
    }

    @Test
    void what_was_exported_can_be_imported() throws IOException {
        admin.line("opml import feeds.opml");
        Files.writeString(
                directory.resolve("out.opml"), admin.line("opml export").out());
        Files.writeString(directory.resolve("other.json"), "{\"version\": \"1\", \"components\": {}}");

        Result result = admin.line("opml import out.opml --truth other.json");

        assertThat(result.out()).isEqualTo("Added 3 feeds to other.json. Next: ./admin load-truth\n");
        assertThat(Files.readString(directory.resolve("other.json")).replaceAll("\\s", ""))
                .contains("\"world\":[\"https://known.example/feed\"]")
                .contains("\"tech-science\":[\"https://ars.example/index?a=1&b=2\"]");
    }

    @Test
    void a_file_without_feeds_changes_nothing() throws IOException {
        String before = Files.readString(directory.resolve("truth.json"));
        Files.writeString(directory.resolve("page.html"), "<html>no</html>");

        Result result = admin.line("opml import page.html");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("names no feed");
        assertThat(Files.readString(directory.resolve("truth.json"))).isEqualTo(before);
    }
}
