package marketswarm.feed.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import marketswarm.domain.NewsItem;
import marketswarm.redis.Sha1;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of the many ways in which feeds say something is believed. */
class XmlEntryTest {

    private static final String URL = "https://www.wire.example/feeds/all.xml";
    private static final long FETCHED = Instant.parse("2024-05-01T17:00:00Z").toEpochMilli();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<media:content url='/a.jpg' type='image/jpeg'/>                                  | /a.jpg",
                "<media:content url='/a' medium='image'/>                                         | /a",
                "<media:content url='/a.JPG?w=9'/>                                                | /a.JPG?w=9",
                "<media:content url='/a.mp4'/><media:thumbnail url='/t.jpg'/>                     | /t.jpg",
                "<media:content url='/a.jpg' type='video/mp4'/><enclosure url='/e.png' type='image/png'/> | /e.png",
                "<media:group><media:content url='/g.webp'/></media:group>                        | /g.webp",
                "<media:group><media:thumbnail url='/gt.gif'/></media:group>                      | /gt.gif",
                "<media:content url='/a.mp4'><media:thumbnail url='/in.gif'/></media:content>     | /in.gif",
                "<enclosure url='/e.mp3' type='audio/mpeg'/><image><url>/own.png</url></image>    | /own.png",
                "<itunes:image href='/it.png'/>                                                   | /it.png",
                "<image>https://www.wire.example/bare.png</image>                                 | /bare.png",
                "<image>a picture of it</image>                                                   |",
                "<atom:link rel='image' href='/l.png'/>                                           | /l.png",
                "<atom:link rel='enclosure' type='image/png' href='/le'/>                         | /le",
                "<atom:link rel='enclosure' href='/le.png'/>                                      | /le.png",
                "<atom:link rel='enclosure' type='audio/mpeg' href='/le.mp3'/>                    |",
                "<description>&lt;img src='/text.jpg'&gt; words</description>                     | /text.jpg",
                "<content:encoded>&lt;img src='/whole.jpg'&gt;</content:encoded><description>&lt;img src='/text.jpg'&gt; words</description> | /whole.jpg",
                "<media:thumbnail url='/t.jpg'/><description>&lt;img src='/text.jpg'&gt;</description>  | /t.jpg",
                "<media:content url='ftp://x.example/a.jpg'/>                                     |"
            })
    void the_lead_image_is_what_is_named_as_one_before_what_stands_in_the_text(String markup, String path) {
        assertThat(item("<guid>1</guid>" + markup).image())
                .isEqualTo(path == null ? null : "https://www.wire.example" + path);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<author>Jane Doe</author>                              | Jane Doe",
                "<dc:creator>Jane Doe</dc:creator>                      | Jane Doe",
                "<author>jane@wire.example (Jane Doe)</author>          | Jane Doe",
                "<author>Jane Doe (jane@wire.example)</author>          | Jane Doe",
                "<author>Jane Doe &lt;jane@wire.example&gt;</author>    | Jane Doe",
                "<author>jane@wire.example</author>                     | jane@wire.example",
                "<author><name>Jane</name><email>j@x.example</email></author> | Jane",
                "<author/><dc:creator>Max</dc:creator>                  | Max",
                "<contributor><name>Kim</name></contributor>            | Kim",
                "<author>Jane</author><dc:creator>Max</dc:creator>      | Jane"
            })
    void an_author_is_a_name_where_there_is_one(String markup, String author) {
        assertThat(item("<title>t</title>" + markup).author()).isEqualTo(author);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<link>/a</link><atom:link href='/b'/>                                        | /a",
                "<atom:link rel='alternate' type='application/pdf' href='/pdf'/><atom:link href='/page'/> | /page",
                "<atom:link rel='related' href='/r'/><atom:link rel='Alternate' type='text/html' href='/page'/> | /page",
                "<atom:link rel='related' href='/r'/>                                         | /r",
                "<atom:link rel='self' href='/s'/><guid>https://www.wire.example/g</guid>     | /g",
                "<atom:link rel='enclosure' href='/e'/><guid>https://www.wire.example/g</guid> | /g",
                "<guid isPermaLink='true'>https://www.wire.example/g</guid>                   | /g",
                "<guid isPermaLink='FALSE'>https://www.wire.example/g</guid><enclosure url='/e.mp3'/> | /e.mp3",
                "<guid>7</guid><enclosure url='/e.mp3'/>                                      | /e.mp3",
                "<a href='/anchor'/>                                                          | /anchor",
                "<atom:content src='/elsewhere'/>                                             | /elsewhere",
                "<media:content url='/a.jpg' src='/no'/><guid>https://www.wire.example/g</guid> | /g",
                "<link/><link>/second</link>                                                  | /second"
            })
    void the_page_is_what_is_surely_one_before_what_may_be_one(String markup, String path) {
        assertThat(item("<title>t</title>" + markup).url()).isEqualTo("https://www.wire.example" + path);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<guid>tag:1</guid><link>/a</link>                     | tag:1",
                "<guid>/rooted</guid><link>/a</link>                   | https://www.wire.example/rooted",
                "<dc:identifier>doi:1</dc:identifier><link>/a</link>   | doi:1"
            })
    void an_identity_is_what_the_publisher_calls_one(String markup, String guid) {
        assertThat(item("<title>t</title>" + markup).uid()).isEqualTo(Sha1.hex(guid));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<dc:language>en_GB</dc:language><title xml:lang='de'>t</title>  | en-GB",
                "<title xml:lang='de'>t</title>                                  | de",
                "<description xml:lang='de'>t</description>                      | fr",
                "<title>t</title>                                                | fr"
            })
    void a_language_is_the_entrys_own_before_that_around_it(String markup, String language) {
        assertThat(item(markup).language()).isEqualTo(language);
    }

    @Test
    void an_entry_may_say_its_language_itself() {
        assertThat(
                        read("<rss><channel><language>fr</language><item xml:lang='it'><title>t</title></item></channel></rss>")
                                .language())
                .isEqualTo("it");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<title>own</title><media:group><media:title>its</media:title></media:group> | own",
                "<media:group><media:title>its</media:title></media:group>                  | its",
                "<media:content url='/a.mp4'><media:title>its</media:title></media:content> | its",
                "<headline>head</headline>                                                  | head"
            })
    void a_title_is_its_own_before_that_of_its_media(String markup, String title) {
        assertThat(item("<guid>1</guid>" + markup).title()).isEqualTo(title);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<description>own</description><media:group><media:description>its</media:description></media:group> | own",
                "<media:group><media:description>its</media:description></media:group>                              | its",
                "<abstract>short</abstract>                                                                         | short"
            })
    void a_summary_is_its_own_before_that_of_its_media(String markup, String summary) {
        assertThat(item("<title>t</title>" + markup).summary()).isEqualTo(summary);
    }

    @Test
    void what_describes_a_file_is_not_the_text() {
        assertThat(item("<title>t</title><media:content url='/a.jpg'>no</media:content>")
                        .contentText())
                .isNull();
        assertThat(item("<title>t</title><atom:content type='image/png'>iVBORw0KGgo=</atom:content>")
                        .contentText())
                .isNull();
        assertThat(item("<title>t</title><atom:content type='text'>words</atom:content>")
                        .contentText())
                .isEqualTo("words");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<pubDate>2024-05-01T10:00:00Z</pubDate><dc:date>2024-04-01T10:00:00Z</dc:date>  | 2024-05-01T10:00:00Z",
                "<dc:date>2024-04-01T10:00:00Z</dc:date>                                         | 2024-04-01T10:00:00Z",
                "<pubDate>2024-04-01T10:00:00Z</pubDate><pubDate>2024-05-01T10:00:00Z</pubDate>  | 2024-05-01T10:00:00Z",
                "<pubDate>never</pubDate><dc:date>2024-04-01T10:00:00Z</dc:date>                 | 2024-04-01T10:00:00Z"
            })
    void a_date_is_the_first_that_can_be_read_by_rank_and_the_last_of_its_name(String markup, Instant published) {
        assertThat(Instant.ofEpochMilli(item("<title>t</title>" + markup).publishedMs()))
                .isEqualTo(published);
    }

    private static NewsItem item(String markup) {
        return read(
                "<rss version='2.0' xmlns:media='http://search.yahoo.com/mrss/' xmlns:atom='http://www.w3.org/2005/Atom'"
                        + " xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd' xmlns:dc='http://purl.org/dc/elements/1.1/'"
                        + " xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><title>Wire</title>"
                        + "<language>fr</language><item>" + markup + "</item></channel></rss>");
    }

    private static NewsItem read(String feed) {
        ParsedFeed parsed = new FeedReader().read(feed.getBytes(UTF_8), null, URL, "markets", FETCHED);
        assertThat(parsed.rejected()).isEmpty();
        return parsed.items().get(0);
    }
}
