package marketswarm.analysis;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import marketswarm.domain.Analysis;
import marketswarm.domain.NewsItem;
import marketswarm.redis.NewsStore;
import redis.clients.jedis.UnifiedJedis;

/**
 * An item that tells again what another has told: the story's analysis is its own too, and the model is asked once. The
 * other was queued before it and is mostly being analyzed; that is waited for a little, for it may also have failed.
 */
public final class Retold {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long LOOK_EVERY_MS = 100;

    private final UnifiedJedis redis;
    private final AnalysisStore store;
    private final Clock clock;

    public Retold(UnifiedJedis redis, AnalysisStore store, Clock clock) {
        this.redis = redis;
        this.store = store;
        this.clock = clock;
    }

    /**
     * What the story was found to mean when it was told first; empty when this item is to be analyzed itself: it tells
     * no story again, or has symbols that the other has not.
     */
    Optional<Analysis> analysis(NewsItem item) {
        if (item.storyId().equals(item.uid()) || !coversSymbolsOf(item)) return Optional.empty();
        Optional<Analysis> told = store.find(item.storyId());
        long until = clock.millis() + PATIENCE.toMillis();
        while (told.isEmpty()
                && clock.millis() < until
                && NewsStore.find(redis, item.storyId()).isPresent()) {
            pause();
            told = store.find(item.storyId());
        }
        return told.map(analysis -> analysis.retold(item.uid()));
    }

    // headlines alike can mean different companies, and an analysis speaks of the symbols of the item that it was made
    // of
    private boolean coversSymbolsOf(NewsItem item) {
        return NewsStore.find(redis, item.storyId())
                .filter(told -> told.tickers().isEmpty() == item.tickers().isEmpty())
                .filter(told -> told.tickers().containsAll(item.tickers()))
                .isPresent();
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_EVERY_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("analysis: stopped while waiting for a story", e);
        }
    }
}
