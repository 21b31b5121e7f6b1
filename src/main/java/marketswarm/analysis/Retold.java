package marketswarm.analysis;

import marketswarm.domain.Analysis;
import marketswarm.domain.NewsItem;
import marketswarm.redis.NewsStore;
import redis.clients.jedis.UnifiedJedis;

/**
 * An item that tells again what another has told: the story's analysis is its own too, and the model is asked once. The
 * other was queued before it and is mostly being analyzed.
 */
public final class Retold {

    private final UnifiedJedis redis;
    private final AnalysisStore store;

    /** What is known of an item's story. */
    sealed interface Story {

        /** What it was found to mean when it was told first. */
        record Known(Analysis analysis) implements Story {}

        /** It was told first by an item that has no analysis yet; that may also have failed. */
        record Unfinished() implements Story {}

        /** This item tells no story again, or has symbols that the other has not: it is to be analyzed itself. */
        record Own() implements Story {}
    }

    public Retold(UnifiedJedis redis, AnalysisStore store) {
        this.redis = redis;
        this.store = store;
    }

    Story of(NewsItem item) {
        if (item.storyId().equals(item.uid()) || !coversSymbolsOf(item)) return new Story.Own();
        return store.find(item.storyId())
                .<Story>map(analysis -> new Story.Known(analysis.retold(item.uid())))
                .orElseGet(Story.Unfinished::new);
    }

    // headlines alike can mean different companies, and an analysis speaks of the symbols of the item that it was made
    // of
    private boolean coversSymbolsOf(NewsItem item) {
        return NewsStore.find(redis, item.storyId())
                .filter(told -> told.tickers().isEmpty() == item.tickers().isEmpty())
                .filter(told -> told.tickers().containsAll(item.tickers()))
                .isPresent();
    }
}
