import { Icon } from "../page/Icon";
import { useMarket, usePage, useSwarm } from "../store/hooks";

interface Props {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly starred: boolean;
  readonly onStarred: (only: boolean) => void;
}

/** The search, and what the list is narrowed to. */
export function Filters({ text, onText, starred, onStarred }: Props) {
  const swarm = useSwarm();
  const ticker = usePage("ticker");
  return (
    <div className="filters" role="search">
      <label className="search">
        <Icon name="search" />
        <input
          type="search"
          placeholder="Search headlines, sources, symbols"
          aria-label="Search the news"
          autoComplete="off"
          value={text}
          onChange={(event) => onText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Escape") return;
            onText("");
            event.currentTarget.blur();
          }}
        />
        <kbd aria-hidden="true">/</kbd>
      </label>
      <p className="chips">
        {ticker && (
          <button
            className="chip chosen"
            onClick={() => swarm.toggleTicker(undefined)}
            aria-label={`Only ${ticker}. Show all again`}
          >
            {ticker}
            <Icon name="close" />
          </button>
        )}
        <Categories />
        <button className="chip star-filter" aria-pressed={starred} onClick={() => onStarred(!starred)}>
          <Icon name="star" />
          Starred
        </button>
      </p>
    </div>
  );
}

function Categories() {
  const swarm = useSwarm();
  const news = useMarket("news");
  const category = usePage("category");
  const all = [...new Set(news.map((entry) => entry.item.category))].filter(Boolean).sort();
  return all.map((one) => (
    <button key={one} className="chip" aria-pressed={one === category} onClick={() => swarm.toggleCategory(one)}>
      {one}
    </button>
  ));
}
