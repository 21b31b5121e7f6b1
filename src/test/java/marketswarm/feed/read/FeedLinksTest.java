package marketswarm.feed.read;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FeedLinksTest {

    private static final String PAGE = "https://site.example/news/";

    @Test
    void the_first_feed_that_is_none_of_comments_is_taken() {
        assertThat(FeedLinks.first("""
                <!doctype html><html><head><link rel=stylesheet href=/s.css>
                <link rel="alternate" type="application/rss+xml" title="Comments Feed" href="/comments.xml">
                <link rel="ALTERNATE home" type="Application/Atom+XML; charset=utf-8" href="all.atom?a=1&amp;b=2">
                <link rel="alternate" type="application/rss+xml" href="/second.xml"></head></html>""", PAGE)).isEqualTo("https://site.example/news/all.atom?a=1&b=2");
    }

    @Test
    void the_base_of_the_page_counts() {
        assertThat(FeedLinks.first(
                        "<base href='//cdn.example/x/'><link rel=alternate type=application/feed+json href=feed.json>",
                        PAGE))
                .isEqualTo("https://cdn.example/x/feed.json");
    }

    @Test
    void a_name_that_begins_like_a_scheme_is_none() {
        assertThat(Links.absolute(PAGE, "httpd-2.5.html")).isEqualTo("https://site.example/news/httpd-2.5.html");
        assertThat(Links.absolute(PAGE, "http/2.html")).isEqualTo("https://site.example/news/http/2.html");
        assertThat(Links.absolute(PAGE, "HTTP://other.example/A")).isEqualTo("HTTP://other.example/A");
    }

    @Test
    void other_links_are_no_feeds() {
        assertThat(FeedLinks.first("<link rel=alternate hreflang=de href=/de><a href=/rss.xml>RSS</a>", PAGE))
                .isNull();
        assertThat(FeedLinks.first("<link rel=alternate type=application/rss+xml href='file:///etc/passwd'>", PAGE))
                .isNull();
    }
}
