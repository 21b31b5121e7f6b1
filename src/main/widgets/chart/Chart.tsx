import { useMemo, useState } from "react";
import { format } from "../format/format";
import { Panel, Waiting } from "../page/Panel";
import { useDesk, useMarket, usePage, useSwarm } from "../store/hooks";
import type { NewsItem } from "../stream/wire";
import { barAt, INTERVALS, type Bar, type Interval } from "./bars";
import { Canvas } from "./Canvas";
import { Latest } from "./Latest";
import { Readout } from "./Readout";
import { useBars } from "./useBars";
import "./chart.css";

/** Candles of the chosen symbol with volume and news: what the gateway still holds, then what the stream says. */
export function Chart({ symbol: given }: { readonly symbol?: string }) {
  const { desk } = useSwarm();
  const known = useMarket("symbols");
  const chosen = usePage("symbol");
  const symbol = given ?? chosen ?? known[0];
  const interval = useDesk("interval") as Interval;
  const line = useDesk("line");
  const bars = useBars(symbol, interval);
  const news = useNews(symbol, bars, interval);
  const [at, setAt] = useState<number>();
  const pointed = at === undefined ? undefined : bars[at];
  const tools = (
    <>
      <Choice label="Interval" all={Object.keys(INTERVALS)} chosen={interval} choose={(one) => desk.set("interval", one)} />
      <Choice
        label="Kind of chart"
        all={["Candles", "Line"]}
        chosen={line ? "Line" : "Candles"}
        choose={(one) => desk.set("line", one === "Line")}
      />
    </>
  );
  return (
    <Panel name="chart" title={symbol ?? "Chart"} note={symbol && <Price symbol={symbol} />} tools={tools}>
      {symbol && bars.length > 0 ? (
        <>
          <Readout symbol={symbol} bar={pointed ?? bars[bars.length - 1]!} news={at === undefined ? [] : (news.get(at) ?? [])} />
          <Canvas symbol={symbol} bars={bars} interval={interval} line={line} news={[...news.keys()]} at={at} onPoint={setAt} />
          <Latest symbol={symbol} bars={bars} />
        </>
      ) : (
        <Waiting title="No prices yet">Candles will stand here as soon as there is a trade.</Waiting>
      )}
    </Panel>
  );
}

function Price({ symbol }: { readonly symbol: string }) {
  const row = useMarket(`row:${symbol}`);
  if (!row) return null;
  const { price, change, changePct } = row.snapshot;
  const tone = Number(change ?? 0) < 0 ? "down" : "up";
  return (
    <span className="chart-price">
      <b>{format.price(symbol, price)}</b>
      <span className={tone}>
        {format.change(symbol, change, price)} ({format.percent(changePct)})
      </span>
    </span>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly all: readonly string[];
  readonly chosen: string;
  readonly choose: (one: string) => void;
}

function Choice({ label, all, chosen, choose }: ChoiceProps) {
  return (
    <span className="choice" role="group" aria-label={label}>
      {all.map((one) => (
        <button key={one} aria-pressed={one === chosen} onClick={() => choose(one)}>
          {one}
        </button>
      ))}
    </span>
  );
}

/** The items about the symbol, by the bar during which they came out. */
function useNews(symbol: string | undefined, bars: readonly Bar[], interval: Interval) {
  const news = useMarket("news");
  return useMemo(() => {
    const byBar = new Map<number, NewsItem[]>();
    for (const { item } of news) {
      if (!symbol || !item.tickers.includes(symbol)) continue;
      const at = barAt(bars, item.publishedMs, interval);
      if (at >= 0) byBar.set(at, [...(byBar.get(at) ?? []), item]);
    }
    return byBar;
  }, [symbol, news, bars, interval]);
}
