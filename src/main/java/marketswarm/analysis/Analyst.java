package marketswarm.analysis;

import marketswarm.domain.Analysis;
import marketswarm.domain.NewsItem;

/** Reads one item and says what it means for the market. Safe for use by several threads at once. */
public interface Analyst {

    /**
     * @param work the item, the prices of its symbols, and which try this is
     * @return a complete analysis; {@code abstained} when the text is too thin to judge
     * @throws AnalysisFailed when there is none, with what to do about it
     */
    Analysis analyze(Case work) throws AnalysisFailed;

    /** What its next analysis of an item would be made from. Costs no call. */
    Edition edition(NewsItem item);
}
