package marketswarm.analysis;

import java.util.List;
import marketswarm.domain.Analysis.ContextPrice;
import marketswarm.domain.NewsItem;

/**
 * What an analyst is given.
 *
 * @param context prices of the item's symbols, each with its age; a symbol without a price is absent
 * @param attempt 1 for the first try of this item
 * @param truthVersion version of the truth that the settings come from
 */
public record Case(NewsItem item, List<ContextPrice> context, int attempt, String truthVersion) {

    public Case {
        context = List.copyOf(context);
        if (attempt < 1) throw new IllegalArgumentException("analysis: attempt counts from 1, got " + attempt);
    }
}
