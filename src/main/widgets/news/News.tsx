import { useRef, useState } from "react";
import { Icon } from "../page/Icon";
import { Panel, Waiting } from "../page/Panel";
import { useMarket, usePage } from "../store/hooks";
import { held, matching } from "./filter";
import { Filters } from "./Filters";
import { Item } from "./Item";
import "./news.css";

const AT_TOP_PX = 24;

/** The news, newest first, each with its analysis. Away from the top, new items wait behind a button. */
export function News() {
  const [text, setText] = useState("");
  const [lastSeen, setLastSeen] = useState<number>();
  const list = useRef<HTMLOListElement>(null);
  const news = useMarket("news");
  const ticker = usePage("ticker");
  const category = usePage("category");
  const found = matching(news, { text, ticker, category });
  const { shown, waiting } = held(found, lastSeen);

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
    <Panel id="news" title="News & analysis" note={news.length > 0 && count(found.length, news.length)}>
      <Filters text={text} onText={setText} />
      <div className="news-body">
        {waiting > 0 && (
          <button className="pill" onClick={toTop}>
            <Icon name="up" />
            {waiting} new
          </button>
        )}
        {shown.length === 0 && <NoNews filtered={news.length > 0} />}
        <ol className="scroll news-list" ref={list} onScroll={onScroll} aria-label="News, newest first">
          {shown.map((entry) => (
            <Item key={entry.item.uid} item={entry.item} />
          ))}
        </ol>
      </div>
    </Panel>
  );
}

function count(found: number, all: number): string {
  return found === all ? `${all} items` : `${found} of ${all} items`;
}

function NoNews({ filtered }: { readonly filtered: boolean }) {
  return filtered ? (
    <Waiting title="No item matches">Matching items will stand here as they come. Esc in the search clears it.</Waiting>
  ) : (
    <Waiting title="No news yet">Waiting for the first item of a feed.</Waiting>
  );
}
