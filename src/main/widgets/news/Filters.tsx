import { Icon } from "../page/Icon";
import { usePage } from "../store/hooks";
import { toggleCategory, toggleTicker } from "../store/page";

interface Props {
  readonly text: string;
  readonly onText: (text: string) => void;
}

/** The search, and what the list is narrowed to. */
export function Filters({ text, onText }: Props) {
  const ticker = usePage("ticker");
  const category = usePage("category");
  return (
    <div className="filters" role="search">
      <label className="search">
        <Icon name="search" />
        <input
          id="news-search"
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
      {ticker && <Narrowed to={ticker} onClear={() => toggleTicker(undefined)} />}
      {category && <Narrowed to={category} onClear={() => toggleCategory(undefined)} />}
    </div>
  );
}

function Narrowed({ to, onClear }: { readonly to: string; readonly onClear: () => void }) {
  return (
    <button className="chip chosen" onClick={onClear} aria-label={`Only ${to}. Show all again`}>
      {to}
      <Icon name="close" />
    </button>
  );
}
