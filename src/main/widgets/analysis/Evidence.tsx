import { format } from "../format/format";
import type { Analysis, ContextPrice, TickerView } from "../stream/wire";

/** The reasons behind the verdict: what was said, of which symbol, at which prices. */
export function Evidence({ analysis }: { readonly analysis: Analysis }) {
  const { bullets, tickers, marketContext, eventType, topics, summary } = analysis;
  const kinds = [...new Set([eventType, ...topics])].filter((kind) => kind !== "" && kind !== "other");
  const said = bullets.filter((bullet) => !summary.includes(bullet));
  return (
    <>
      {kinds.length > 0 && <p className="event-kind">About: {kinds.join(", ")}</p>}
      {said.length > 0 && (
        <ul className="bullets">
          {said.map((bullet, index) => (
            <li key={index}>{bullet}</li>
          ))}
        </ul>
      )}
      {tickers.length > 0 && <h4>Evidence by symbol</h4>}
      {tickers.map((view, index) => (
        <View key={index} view={view} />
      ))}
      {marketContext.length > 0 && <h4>Prices the analyst saw</h4>}
      <p className="seen">
        {marketContext.map((seen, index) => (
          <Seen key={index} seen={seen} />
        ))}
      </p>
    </>
  );
}

function View({ view }: { readonly view: TickerView }) {
  return (
    <p className="view">
      <b>{view.symbol}</b>
      <span className={`word ${view.sentiment}`}>{view.sentiment}</span>
      {view.relevance !== undefined && <span className="dim">relevance {format.share(view.relevance)}</span>}
      <q className="reason">{view.reason}</q>
    </p>
  );
}

function Seen({ seen }: { readonly seen: ContextPrice }) {
  const tone = Number(seen.changePct ?? 0) < 0 ? "down" : "up";
  return (
    <span>
      <b>{seen.symbol}</b> {format.price(seen.symbol, seen.price)}{" "}
      {seen.changePct !== undefined && <span className={tone}>{format.percent(seen.changePct)}</span>}
      {seen.ageMs !== undefined && <span className="dim"> {format.lag(seen.ageMs)} old</span>}
      {seen.stale && <span className="dim"> (stale)</span>}
    </span>
  );
}
