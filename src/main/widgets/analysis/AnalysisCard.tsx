import type { Analysis, NewsItem } from "../stream/wire";
import { Evidence } from "./Evidence";
import { Provenance } from "./Provenance";

interface Props {
  readonly item: NewsItem;
  readonly analysis: Analysis | undefined;
}

/** The whole of an analysis: what it says, why, and where it comes from; until it is there, that it is waited for. */
export function AnalysisCard({ item, analysis }: Props) {
  if (!analysis) return <p className="pending">The analyst has not spoken yet.</p>;
  const { sentiment, summary, abstained } = analysis;
  return (
    <section className={`analysis ${abstained ? "abstained" : sentiment.label}`} aria-label="Analysis">
      <p className="analysis-summary">{abstained && !summary ? "There was too little text to judge." : summary}</p>
      <Evidence analysis={analysis} />
      <Provenance item={item} analysis={analysis} />
    </section>
  );
}
