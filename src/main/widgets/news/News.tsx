import { useMemo, useRef, useState } from "react";
import { format } from "../format/format";
import { Icon } from "../page/Icon";
import { Panel, Waiting } from "../page/Panel";
import { useDesk, useMarket, usePage } from "../store/hooks";
import { held, matching } from "./filter";
import { Filters } from "./Filters";
import { Item } from "./Item";
import { stories } from "./stories";
import "./news.css";

const AT_TOP_PX = 24;

/** The news by story, newest first, each with its analysis. Away from the top, new items wait behind a button. */
export function News({ id }: { readonly id?: string }) {
  const [text, setText] = useState("");
  const [starredOnly, setStarredOnly] = useState(false);
  const [lastSeen, setLastSeen] = useState<number>();
  const list = useRef<HTMLOListElement>(null);
  const news = useMarket("news");
  const starred = useDesk("starred");
  const ticker = usePage("ticker");
  const category = usePage("category");
  const only = starredOnly ? starred : undefined;
  const found = useMemo(
    () => matching(news, { text, ticker, category, only }),
    [news, text, ticker, category, only],
  );
  const { shown, waiting } = held(found, lastSeen);
  const told = useMemo(() => stories(shown), [shown]);

  const onScroll = () => {
    const away = (list.current?.scrollTop ?? 0) > AT_TOP_PX;
    if (!away) setLastSeen(undefined);
    else setLastSeen((seen) => seen ?? Math.max(0, ...news.map((entry) => entry.arrival)));
  };
  const toTop = () => {
    setLastSeen(undefined);
    list.current?.scrollTo({ top: 0 });
  };

  return (
    <Panel name="news" id={id} title="News & analysis" note={news.length > 0 && count(found.length, news.length)}>
      <Filters text={text} onText={setText} starred={starredOnly} onStarred={setStarredOnly} />
      <div className="news-body">
        {waiting > 0 && (
          <button className="pill" onClick={toTop}>
            <Icon name="up" />
            {waiting} new
          </button>
        )}
        {told.length === 0 && <NoNews filtered={news.length > 0} />}
        <ol className="scroll news-list" ref={list} onScroll={onScroll} tabIndex={-1} aria-label="News, newest first">
          {told.map(({ entry, others }) => (
            <Item key={entry.item.storyId} item={entry.item} others={others} />
          ))}
        </ol>
      </div>
    </Panel>
  );
}

function count(found: number, all: number): string {
  return found === all ? format.items(all) : `${format.count(found)} of ${format.items(all)}`;
}

function NoNews({ filtered }: { readonly filtered: boolean }) {
  return filtered ? (
    <Waiting title="No item matches">Matching items will stand here as they come. Esc in the search clears it.</Waiting>
  ) : (
    <Waiting title="No news yet">Waiting for the first item of a feed.</Waiting>
  );
}
