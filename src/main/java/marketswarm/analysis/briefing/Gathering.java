package marketswarm.analysis.briefing;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * The analyses of one category in one window of time, as far as they have come.
 *
 * @param sources the weightiest of them, the latest of equal ones
 * @param items all that have come, also those that are not among the sources any more
 */
public record Gathering(String category, long fromMs, long untilMs, int items, List<Source> sources)
        implements Serializable {

    /** More than a person reads; it bounds what a window holds. */
    private static final int MOST = 200;

    public Gathering {
        sources = List.copyOf(sources);
    }

    /** What is gathered of one analysis. */
    public record Source(
            String uid,
            String title,
            String url,
            String summary,
            String sentiment,
            double score,
            double confidence,
            String impact,
            List<String> tickers,
            List<String> topics)
            implements Serializable {

        public Source {
            tickers = List.copyOf(tickers);
            topics = List.copyOf(topics);
        }

        /** By which the important come first. */
        double weight() {
            double weight = switch (impact) {
                case "high" -> 3;
                case "medium" -> 2;
                case "low" -> 1;
                default -> 0;
            };
            return weight + Math.abs(score) * confidence;
        }
    }

    /** What the window is called in Redis. */
    public String key() {
        return category + "|" + fromMs;
    }

    /** With one more; the same again changes nothing. */
    Gathering with(Gathering other) {
        List<Source> all = new ArrayList<>(sources);
        int more = 0;
        for (Source source : other.sources) {
            if (all.stream().anyMatch(known -> known.uid().equals(source.uid()))) continue;
            all.add(source);
            more++;
        }
        all.sort((a, b) -> Double.compare(b.weight(), a.weight()));
        return new Gathering(category, fromMs, untilMs, items + more, all.subList(0, Math.min(MOST, all.size())));
    }
}
