package marketswarm.bench;

import static redis.clients.jedis.StreamEntryID.NEW_ENTRY;

import java.math.BigDecimal;
import java.util.List;
import marketswarm.analysis.AnalysisJson;
import marketswarm.analysis.Analyst;
import marketswarm.analysis.Case;
import marketswarm.analysis.Edition;
import marketswarm.domain.Analysis;
import marketswarm.domain.NewsItem;
import marketswarm.redis.Json;
import marketswarm.redis.Keys;
import marketswarm.redis.WorkUnit;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;

/** Items as rss_agg leaves them, and an analyst that costs nothing. */
final class QueueLoad {

    private static final int PAGE = 1_000;
    private static final String SUMMARY = "The maker of phones said that it had sold more of them than a year ago, "
            + "raised its outlook for the year, and will buy back shares for another ten billion dollars. ";

    private QueueLoad() {}

    static void fill(UnifiedJedis redis, int from, int to) {
        for (int page = from; page < to; page += PAGE) {
            try (var pipeline = redis.pipelined()) {
                for (int n = page; n < Math.min(to, page + PAGE); n++) {
                    NewsItem item = item(n);
                    pipeline.set(Keys.ITEM.of(item.uid()), Json.write(item));
                    pipeline.xadd(Keys.QUEUE.key(), NEW_ENTRY, WorkUnit.of(item));
                }
                pipeline.sync();
            }
        }
    }

    /** One more, now: item and entry in one step, as the feed reader adds them. */
    static StreamEntryID add(UnifiedJedis redis, int n) {
        NewsItem item = item(n);
        try (var transaction = redis.multi()) {
            transaction.set(Keys.ITEM.of(item.uid()), Json.write(item));
            var id = transaction.xadd(Keys.QUEUE.key(), NEW_ENTRY, WorkUnit.of(item));
            transaction.exec();
            return id.get();
        }
    }

    static String uid(int n) {
        return "%040x".formatted(n);
    }

    private static NewsItem item(int n) {
        return new NewsItem(
                uid(n),
                "https://news.example/" + n,
                "Apple sold more phones than a year ago, part " + n,
                SUMMARY,
                null,
                null,
                "news.example",
                "https://news.example/feed",
                "News",
                "tech",
                List.of("apple"),
                null,
                "en",
                1_764_000_000_000L + n,
                null,
                1_764_000_000_000L + n,
                false,
                List.of("AAPL"),
                uid(n));
    }

    static Analysis analysis(String uid) {
        return new Analysis(
                uid,
                SUMMARY,
                List.of("It sold more phones.", "It raised its outlook."),
                new Analysis.Sentiment("bullish", 0.6, 0.7),
                List.of(new Analysis.TickerView("AAPL", "bullish", 0.9, "It sold more phones.")),
                List.of("earnings"),
                "earnings",
                "medium",
                List.of(),
                false,
                new Analysis.Provenance(
                        "bench",
                        "nothing",
                        "p",
                        "bench",
                        "i",
                        1,
                        0,
                        0,
                        0,
                        BigDecimal.ZERO,
                        System.currentTimeMillis()));
    }

    /** What a worker without any of our code would write. */
    static String document(int n) {
        return AnalysisJson.write(analysis(uid(n)));
    }

    /** Costs nothing, after having waited. */
    static Analyst analyst(long waitMs) {
        return new Analyst() {
            @Override
            public Analysis analyze(Case work) {
                if (waitMs > 0) sleep(waitMs);
                return analysis(work.item().uid());
            }

            @Override
            public Edition edition(NewsItem item) {
                return new Edition("i", "nothing", "p");
            }
        };
    }

    private static void sleep(long ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
