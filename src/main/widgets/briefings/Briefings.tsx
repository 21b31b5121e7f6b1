import type { CSSProperties } from "react";
import { Sentiment } from "../analysis/Sentiment";
import { format } from "../format/format";
import { webLink } from "../format/link";
import { Tickers } from "../news/Tickers";
import { Panel, Waiting } from "../page/Panel";
import { useMarket } from "../store/hooks";
import type { Briefing } from "../stream/wire";
import "./briefings.css";

/** Briefings as a widget of its own. */
export function Briefings() {
  return (
    <Panel name="briefings" title="Briefings">
      <BriefingList />
    </Panel>
  );
}

/** What happened in each category while a window lasted, newest first. */
export function BriefingList() {
  const briefings = useMarket("briefings");
  if (briefings.length === 0)
    return <Waiting title="No briefing yet">One comes for each category at the end of every window.</Waiting>;
  return (
    <ol className="scroll briefing-list" tabIndex={0} aria-label="Briefings, newest first">
      {briefings.map((briefing) => (
        <Digest key={`${briefing.category} ${briefing.untilMs}`} briefing={briefing} />
      ))}
    </ol>
  );
}

function Digest({ briefing }: { readonly briefing: Briefing }) {
  const { category, fromMs, untilMs, items, score, tickers, sources } = briefing;
  const from = fromMs === undefined ? "" : `${format.minute(fromMs)} – `;
  const label = (score ?? 0) > 0.15 ? "bullish" : (score ?? 0) < -0.15 ? "bearish" : "neutral";
  return (
    <li>
      <article className="briefing" aria-label={`Briefing of ${category}`}>
        <p className="byline">
          <b className="source">{category}</b>
          <time dateTime={new Date(untilMs).toISOString()}>
            {from}
            {format.minute(untilMs)}
          </time>
          <span>{format.items(items)}</span>
        </p>
        <div className="verdict">
          <Sentiment label={label} score={score} />
          <Share briefing={briefing} />
          <Tickers symbols={tickers.map((named) => named.symbol)} />
        </div>
        <details>
          <summary>{sources[0]?.title ?? briefing.headline}</summary>
          <ul>
            {sources.map((source) => (
              <li key={source.uid}>
                <a className="link" href={webLink(source.url)} target="_blank" rel="noopener noreferrer">
                  {source.title}
                </a>{" "}
                <span className={`word ${source.sentiment}`}>{source.sentiment}</span>
              </li>
            ))}
          </ul>
        </details>
      </article>
    </li>
  );
}

/** How many sources are of which mind, as one bar; the words beside it say the same. */
function Share({ briefing }: { readonly briefing: Briefing }) {
  const counted = briefing.sentiments.filter(({ count }) => count > 0);
  const words = counted.map(({ label, count }) => `${count} ${label}`).join(", ");
  return (
    <span className="share" role="img" aria-label={words} title={words}>
      {counted.map(({ label, count }) => (
        <i key={label} className={label} style={{ "--part": count } as CSSProperties} />
      ))}
    </span>
  );
}
