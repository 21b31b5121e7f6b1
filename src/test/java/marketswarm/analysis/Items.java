package marketswarm.analysis;

import java.util.List;
import marketswarm.domain.Analysis.ContextPrice;
import marketswarm.domain.NewsItem;

/** Items for tests, with only what an analyst reads filled in. */
public final class Items {

    /** A quarter in eight sentences, some of which say nothing. */
    public static final String REPORT = "Acme Corp. reported third quarter revenue of $4.2 billion on Tuesday. "
            + "The maker of industrial robots said net profit rose 14% from a year earlier. "
            + "Orders from carmakers grew 20%, the strongest quarter for orders since 2019. "
            + "The weather in Munich, where the company is based, was fine. "
            + "Chief executive Jane Doe said demand for robots remained robust in Asia. "
            + "Revenue from carmakers made up half of the revenue of the quarter. "
            + "The company raised its full-year revenue guidance to $17 billion. "
            + "Visitors may tour the museum of the company on weekdays.";

    private Items() {}

    public static NewsItem item(String title, String summary, String... tickers) {
        return story(title, summary, null, "en", tickers);
    }

    public static NewsItem story(String title, String summary, String content, String language, String... tickers) {
        return of("2fd4e1c67a2d28fced849ee1bb76e7391b93eb12", title, summary, content, language, tickers);
    }

    /** One of several. */
    public static NewsItem other(String uid) {
        return of(uid, "Apple sold more phones than a year ago", "", null, "en");
    }

    private static NewsItem of(
            String uid, String title, String summary, String content, String language, String... tickers) {
        return new NewsItem(
                uid,
                "https://example.org/news/1",
                title,
                summary,
                content,
                null,
                "example.org",
                "https://example.org/rss",
                "Example",
                "tech",
                List.of(),
                null,
                language,
                1_700_000_000_000L,
                null,
                1_700_000_060_000L,
                false,
                List.of(tickers),
                "story-1");
    }

    public static Case work(NewsItem item, ContextPrice... context) {
        return new Case(item, List.of(context), 1, "1.0.0");
    }
}
