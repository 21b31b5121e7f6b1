import { format } from "../format/format";
import type { Analysis } from "../stream/wire";
import { Sentiment } from "./Sentiment";
import "./analysis.css";

/** What an analysis comes to, in one line. */
export function Verdict({ analysis }: { readonly analysis: Analysis }) {
  const { sentiment, impact, abstained } = analysis;
  return (
    <span className="verdict">
      {abstained ? <span className="badge">No verdict</span> : <Sentiment {...sentiment} />}
      {impact !== "none" && <span className={`badge impact-${impact}`}>{impact} impact</span>}
      {!abstained && sentiment.confidence !== undefined && (
        <span className="confidence">{format.share(sentiment.confidence)} sure</span>
      )}
    </span>
  );
}
