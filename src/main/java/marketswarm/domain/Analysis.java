package marketswarm.domain;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an analyst says of one item, as {@code rss:analysis:<uid>} holds it.
 *
 * @param bullets at most five short sentences
 * @param eventType the kind of event, for example {@code earnings}; {@code other} when none fits
 * @param impact {@code none}, {@code low}, {@code medium} or {@code high}
 * @param marketContext the prices that the analyst was shown, with their age at that moment
 * @param abstained true when there was too little text to judge
 */
public record Analysis(
        String uid,
        String summary,
        List<String> bullets,
        Sentiment sentiment,
        List<TickerView> tickers,
        List<String> topics,
        String eventType,
        String impact,
        List<ContextPrice> marketContext,
        boolean abstained,
        Provenance provenance) {

    public Analysis {
        bullets = List.copyOf(bullets);
        tickers = List.copyOf(tickers);
        topics = List.copyOf(topics);
        marketContext = List.copyOf(marketContext);
    }

    /** The same for another item that tells the same story; it took no calls and cost nothing. */
    public Analysis retold(String otherUid) {
        return new Analysis(
                otherUid,
                summary,
                bullets,
                sentiment,
                tickers,
                topics,
                eventType,
                impact,
                marketContext,
                abstained,
                provenance.unpaid());
    }

    /**
     * @param label {@code bullish}, {@code bearish}, {@code neutral} or {@code mixed}
     * @param score −1 (bearish) to 1 (bullish)
     * @param confidence 0 to 1
     */
    public record Sentiment(String label, double score, double confidence) {}

    /** One symbol's part in the item; relevance is 0 to 1, sentiment a label as above. */
    public record TickerView(String symbol, String sentiment, double relevance, String reason) {}

    /** A price as it was shown to the analyst, how old it was then, and whether that is too old to speak of now. */
    public record ContextPrice(
            String symbol, BigDecimal price, @Nullable BigDecimal changePct, long ageMs, boolean stale) {}

    /**
     * Where an analysis comes from.
     *
     * @param engine {@code openai} or {@code offline-rules}
     * @param model the model's or rule set's name
     * @param promptHash of the template and the instructions around it
     * @param inputHash of the text that was analyzed
     * @param attempts calls it took; 0 when it was made for another item that tells the same story
     * @param costUsd by the price table of truth; zero when nothing was paid
     */
    public record Provenance(
            String engine,
            String model,
            String promptHash,
            String truthVersion,
            String inputHash,
            int attempts,
            long latencyMs,
            long tokensIn,
            long tokensOut,
            BigDecimal costUsd,
            long analyzedMs) {

        private Provenance unpaid() {
            return new Provenance(
                    engine, model, promptHash, truthVersion, inputHash, 0, 0, 0, 0, BigDecimal.ZERO, analyzedMs);
        }
    }
}
