package marketswarm.feed.hub;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Hubs as feeds name them. */
class HubOfferTest {

    private static final String FEED = "https://news.example/feed.xml";

    @Test
    void by_link_headers_before_anything_else() {
        assertThat(HubOffer.of(
                        name -> "<https://hub.example/>; rel=\"hub\", </self.xml>; rel=self; type=\"text/xml\"",
                        "<rss><channel><link rel=\"hub\" href=\"https://other.example/\"/>",
                        FEED))
                .isEqualTo(new HubOffer("https://hub.example/", "https://news.example/self.xml"));
    }

    @Test
    void by_the_links_of_an_atom_feed_or_of_rss() {
        assertThat(
                        offer(
                                "<feed><link rel='hub' href='https://hub.example/?a=1&amp;b=2'/><link href=\"https://news.example/atom\" rel=\"self\"/><entry>"))
                .isEqualTo(new HubOffer("https://hub.example/?a=1&b=2", "https://news.example/atom"));
        assertThat(
                        offer(
                                "<rss><channel><atom10:link xmlns:atom10='http://www.w3.org/2005/Atom' rel=\"hub\" href=\"/hub\" /></channel></rss>"))
                .isEqualTo(new HubOffer("https://news.example/hub", FEED));
    }

    @Test
    void by_the_hubs_of_json_feed() {
        assertThat(
                        offer(
                                "{\"feed_url\": \"https:\\/\\/news.example\\/j\", \"hubs\": [{\"type\": \"WebSub\", \"url\": \"https://hub.example/\"}]}"))
                .isEqualTo(new HubOffer("https://hub.example/", "https://news.example/j"));
    }

    @Test
    void not_by_an_entry_nor_by_another_scheme_nor_by_any_other_link() {
        assertThat(offer("<feed><entry><link rel='hub' href='https://hub.example/'/></entry></feed>"))
                .isNull();
        assertThat(offer("<feed><link rel='hub' href='file:///etc/passwd'/>")).isNull();
        assertThat(offer("<feed><link rel='hub' href='https://hub.example/a[b'/>"))
                .isNull();
        assertThat(offer("<feed><link rel='github' href='https://hub.example/'/><link rel='self' href='/f'/>"))
                .isNull();
        assertThat(offer("<rss><channel><link>https://news.example/</link>")).isNull();
        assertThat(offer("{\"hubs\": []}")).isNull();
    }

    private static HubOffer offer(String text) {
        return HubOffer.of(name -> null, text, FEED);
    }
}
