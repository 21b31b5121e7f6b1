import { memo, useState } from "react";
import { AnalysisCard } from "../analysis/AnalysisCard";
import { Verdict } from "../analysis/Verdict";
import { format } from "../format/format";
import { webLink } from "../format/link";
import { Icon } from "../page/Icon";
import type { NewsEntry } from "../store/market";
import { useListed, useMarket, useSwarm, useTime } from "../store/hooks";
import type { NewsItem } from "../stream/wire";
import { Others } from "./Others";
import { Tickers } from "./Tickers";

const JUST_NOW_MS = 5_000;

interface Props {
  readonly item: NewsItem;
  readonly others: readonly NewsEntry[];
}

/** One story: its headline, what the analysis makes of it, and behind a click the reasons and who else tells it. */
export const Item = memo(function Item({ item, others }: Props) {
  const { desk } = useSwarm();
  const [open, setOpen] = useState(false);
  const read = useListed("read", item.uid);
  const starred = useListed("starred", item.uid);
  const analysis = useMarket(`analysis:${item.uid}`);
  const toggle = () => {
    setOpen(!open);
    if (!open && !read) desk.toggle("read", item.uid);
  };
  return (
    <li>
      <article className={`item ${read ? "read" : ""}`} data-news tabIndex={-1} aria-label={item.title}>
        <div className="item-head">
          <Headline item={item} onFollow={() => read || desk.toggle("read", item.uid)} />
          <button
            className="mark"
            data-read
            aria-pressed={read}
            aria-label="Read"
            title={read ? "Mark as not read (m)" : "Mark as read (m)"}
            onClick={() => desk.toggle("read", item.uid)}
          >
            <Icon name="read" />
          </button>
          <button
            className="mark star"
            data-star
            aria-pressed={starred}
            aria-label="Star"
            title={starred ? "Take the star off (s)" : "Star it (s)"}
            onClick={() => desk.toggle("starred", item.uid)}
          >
            <Icon name="star" />
          </button>
        </div>
        <p className="byline">
          <span className="source">{item.source || "unknown source"}</span>
          <Age item={item} />
          {item.category && <span>{item.category}</span>}
          {others.length > 0 && <span>+{others.length} on this story</span>}
        </p>
        <p className={open ? "summary" : "summary short"}>{item.summary}</p>
        <div className="item-foot">
          {analysis ? <Verdict analysis={analysis} /> : <span className="pending">Analysis pending</span>}
          <Tickers symbols={item.tickers} />
          <button className="link" data-open aria-expanded={open} onClick={toggle} title="Analysis and sources (v)">
            {open ? "Less" : "More"}
          </button>
        </div>
        {open && <AnalysisCard item={item} analysis={analysis} />}
        {open && <Others others={others} />}
      </article>
    </li>
  );
});

function Headline({ item, onFollow }: { readonly item: NewsItem; readonly onFollow: () => void }) {
  const href = webLink(item.url);
  const title = item.title || "(no headline)";
  return (
    <h3>
      {href ? (
        <a href={href} target="_blank" rel="noopener noreferrer" data-headline onClick={onFollow}>
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
