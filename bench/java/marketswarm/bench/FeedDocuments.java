package marketswarm.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Feeds to be read: some written here, and those of the shared data where it is present. */
record FeedDocuments(String name, List<byte[]> bodies) {

    private static final String[] WORDS =
            ("shares rose fell after the company said revenue profit outlook above below estimates quarter bank rates chip"
                            + " maker index futures oil gold dollar euro analysts investors market deal talks plant strike")
                    .split(" ");

    static List<FeedDocuments> all() throws IOException {
        List<FeedDocuments> all = new ArrayList<>();
        all.add(new FeedDocuments(
                "written feeds",
                IntStream.range(0, 20).mapToObj(FeedDocuments::written).toList()));
        for (String folder : List.of("feeds-real", "feedparser-corpus")) {
            Path path = Path.of(
                    Optional.ofNullable(System.getenv("MARKETSWARM_SHARED_DATA"))
                            .orElse("../shared/data"),
                    folder);
            if (Files.isDirectory(path)) all.add(new FeedDocuments(folder, read(path)));
        }
        return all;
    }

    private static List<byte[]> read(Path folder) throws IOException {
        List<byte[]> bodies = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".xml")).sorted().toList())
                bodies.add(Files.readAllBytes(file));
        }
        return bodies;
    }

    /** Forty entries, each with a summary and its full text in HTML, as news sites publish them. */
    private static byte[] written(int seed) {
        var random = new SplittableRandom(seed);
        var feed = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\""
                + " xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">"
                + "<channel><title>Wire " + seed + "</title><link>https://wire.example/</link>");
        for (int i = 0; i < 40; i++)
            feed.append("<item><title>")
                    .append(words(random, 9))
                    .append("</title><link>https://wire.example/")
                    .append(seed)
                    .append('/')
                    .append(i)
                    .append("</link><guid isPermaLink=\"false\">")
                    .append(seed)
                    .append('-')
                    .append(i)
                    .append("</guid><pubDate>Wed, 18 Nov 2026 %02d:%02d:00 GMT</pubDate><dc:creator>Desk</dc:creator>"
                            .formatted(i % 24, i))
                    .append("<category>markets</category><description>")
                    .append(words(random, 40))
                    .append(" &amp;amp; more</description><content:encoded><![CDATA[")
                    .append(html(random))
                    .append("]]></content:encoded></item>");
        return feed.append("</channel></rss>").toString().getBytes(UTF_8);
    }

    private static String html(SplittableRandom random) {
        var html = new StringBuilder("<img src=\"https://wire.example/lead.jpg\" width=\"800\" height=\"450\">");
        for (int i = 0; i < 5; i++)
            html.append("<p>")
                    .append(words(random, 25))
                    .append(" <a href=\"https://wire.example/more?a=1&amp;b=2\">")
                    .append(words(random, 3))
                    .append("</a>, <b>")
                    .append(words(random, 4))
                    .append("</b> said &#8220;")
                    .append(words(random, 8))
                    .append("&#8221;.</p>\n");
        return html.toString();
    }

    private static String words(SplittableRandom random, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> WORDS[random.nextInt(WORDS.length)])
                .reduce((a, b) -> a + " " + b)
                .orElse("");
    }
}
