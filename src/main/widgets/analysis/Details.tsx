import { format } from "../format/format";
import type { Analysis, ContextPrice, TickerView } from "../stream/wire";

/** The reasons behind the verdict, folded away until asked for. */
export function Details({ analysis }: { readonly analysis: Analysis }) {
  const { bullets, tickers, marketContext, eventType } = analysis;
  if (bullets.length + tickers.length + marketContext.length === 0) return null;
  return (
    <details>
      <summary>Details</summary>
      {eventType && eventType !== "other" && <p className="event-kind">Kind of event: {eventType}</p>}
      {bullets.length > 0 && (
        <ul className="bullets">
          {bullets.map((bullet, index) => (
            <li key={index}>{bullet}</li>
          ))}
        </ul>
      )}
      {tickers.length > 0 && <h4>By symbol</h4>}
      {tickers.map((view, index) => (
        <View key={index} view={view} />
      ))}
      {marketContext.length > 0 && <h4>Prices the analyst saw</h4>}
      {marketContext.map((seen, index) => (
        <Seen key={index} seen={seen} />
      ))}
    </details>
  );
}

function View({ view }: { readonly view: TickerView }) {
  return (
    <p className="view">
      <b>{view.symbol}</b>
      <span className={`word ${view.sentiment}`}>{view.sentiment}</span>
      {view.relevance !== undefined && <span className="dim">relevance {format.share(view.relevance)}</span>}
      <span className="reason">{view.reason}</span>
    </p>
  );
}

function Seen({ seen }: { readonly seen: ContextPrice }) {
  return (
    <p className="view">
      <b>{seen.symbol}</b>
      <span>{format.price(seen.symbol, seen.price)}</span>
      {seen.changePct !== undefined && <span>{format.percent(seen.changePct)}</span>}
      {seen.ageMs !== undefined && <span className="dim">{format.age(seen.ageMs)} old then</span>}
    </p>
  );
}
