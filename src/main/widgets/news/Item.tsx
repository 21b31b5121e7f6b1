import { memo } from "react";
import { AnalysisCard } from "../analysis/AnalysisCard";
import { format } from "../format/format";
import { webLink } from "../format/link";
import { usePage, useTime } from "../store/hooks";
import { toggleCategory, toggleTicker } from "../store/page";
import type { NewsItem } from "../stream/wire";

const JUST_NOW_MS = 5_000;

/** One headline with its source, its symbols, and what the analysis says of it. */
export const Item = memo(function Item({ item }: { readonly item: NewsItem }) {
  const category = usePage("category");
  return (
    <li>
      <article className="item" data-news tabIndex={-1} aria-label={item.title}>
        <p className="byline">
          <span className="source">{item.source || "unknown source"}</span>
          <Age item={item} />
          {item.category && (
            <button
              className="chip category"
              aria-pressed={category === item.category}
              onClick={() => toggleCategory(item.category)}
            >
              {item.category}
            </button>
          )}
        </p>
        <Headline item={item} />
        {item.summary && <p className="summary">{item.summary}</p>}
        <Tickers symbols={item.tickers} />
        <AnalysisCard uid={item.uid} />
      </article>
    </li>
  );
});

function Headline({ item }: { readonly item: NewsItem }) {
  const href = webLink(item.url);
  const title = item.title || "(no headline)";
  return (
    <h3>
      {href ? (
        <a href={href} target="_blank" rel="noopener noreferrer" data-headline>
          {title}
        </a>
      ) : (
        title
      )}
    </h3>
  );
}

function Age({ item }: { readonly item: NewsItem }) {
  const age = useTime((nowMs) => {
    const ageMs = nowMs - item.publishedMs;
    return ageMs < JUST_NOW_MS ? "just now" : `${format.age(ageMs)} ago`;
  });
  return (
    <time dateTime={new Date(item.publishedMs).toISOString()} title={format.moment(item.publishedMs)}>
      {age}
      {item.dateSuspect && " (date uncertain)"}
    </time>
  );
}

function Tickers({ symbols }: { readonly symbols: readonly string[] }) {
  const chosen = usePage("ticker");
  if (symbols.length === 0) return null;
  return (
    <ul className="chips" aria-label="Symbols named">
      {symbols.map((symbol) => (
        <li key={symbol}>
          <button className="chip" aria-pressed={chosen === symbol} onClick={() => toggleTicker(symbol)}>
            {symbol}
          </button>
        </li>
      ))}
    </ul>
  );
}
