import { memo, useEffect, type CSSProperties } from "react";
import { format } from "../format/format";
import { isClosed, marketOf } from "../store/hours";
import { useMarket, usePageWhether, useSwarm, useTime } from "../store/hooks";
import type { Row } from "../store/rows";
import { dayPosition } from "./columns";
import { Sparkline } from "./Sparkline";

const STALE_MS = 30_000;
const ARROWS = { "-1": "▼", "0": "", "1": "▲" } as const;

interface Props {
  readonly symbol: string;
  readonly onScreen: boolean;
}

/** One symbol. It follows its own cells only, and that while it is on the screen; beyond, it is no more than its name. */
export const Line = memo(function Line({ symbol, onScreen }: Props) {
  const swarm = useSwarm();
  const row = useMarket(`row:${symbol}`, onScreen);
  const halted = useMarket(`halted:${symbol}`, onScreen);
  const chosen = usePageWhether("symbol", symbol);
  const closed = isClosed(symbol, useMarket(`status:${marketOf(symbol)}`, onScreen));
  const age = useAge(row, onScreen);
  const priced = row !== undefined && onScreen;
  useEffect(() => {
    if (priced) swarm.trends.want(symbol);
  }, [swarm, symbol, priced]);
  if (!row) return <Unknown symbol={symbol} />;
  const look = [chosen && "chosen", age && !closed && "aged", halted && "halted"].filter(Boolean).join(" ");
  return (
    <tr className={look} data-symbol={symbol} onClick={() => swarm.choose(symbol)}>
      <th scope="row" className="col-symbol">
        <button
          className="symbol"
          aria-pressed={chosen}
          title={`Chart and news of ${symbol}`}
          onKeyDown={(event) => event.key === "Delete" && swarm.desk.toggle("hidden", symbol)}
        >
          {symbol}
        </button>
        {halted && <span className="halt">Halted</span>}
        {age && <Quiet age={age} closed={closed} />}
      </th>
      {onScreen && <Figures symbol={symbol} row={row} />}
    </tr>
  );
});

/** A price that has not moved for long is stale, unless nobody trades. */
function Quiet({ age, closed }: { readonly age: string; readonly closed: boolean }) {
  return (
    <span className="age" title={closed ? `Its market is closed; last price ${age} ago` : undefined}>
      {closed ? "Closed" : `${age} old`}
    </span>
  );
}

function Figures({ symbol, row }: { readonly symbol: string; readonly row: Row }) {
  const { price, change, changePct, bid, ask, dayVolume } = row.snapshot;
  const tone = toneOf(change);
  return (
    <>
      <td className={`col-trend ${tone}`}>
        <Sparkline series={row.series} />
      </td>
      <td className="col-bid">{format.price(symbol, bid)}</td>
      <td className="col-ask">{format.price(symbol, ask)}</td>
      <td className="col-last">
        <Last row={row} symbol={symbol} />
        <span className="quote-below">
          {format.price(symbol, bid)} × {format.price(symbol, ask)}
        </span>
      </td>
      <td className={`col-change ${tone}`}>{format.change(symbol, change, price)}</td>
      <td className={`col-percent ${tone}`}>
        <span className="percent">{format.percent(changePct)}</span>
      </td>
      <td className="col-volume">{format.volume(dayVolume)}</td>
      <td className="col-range">
        <DayRange row={row} />
      </td>
    </>
  );
}

/** A symbol that the user watches and the gateway does not know. */
function Unknown({ symbol }: { readonly symbol: string }) {
  return (
    <tr className="aged" data-symbol={symbol}>
      <th scope="row" className="col-symbol">
        {symbol}
      </th>
      <td className="unknown">No prices: not subscribed</td>
    </tr>
  );
}

/** The price with the direction of its last move; the two class names per direction start the flash anew each time. */
function Last({ row, symbol }: { readonly row: Row; readonly symbol: string }) {
  const way = row.direction > 0 ? "up" : "down";
  const flash = row.moves > 0 ? `flash-${way}-${row.moves % 2}` : "";
  return (
    <span className={`last ${flash}`} title={row.snapshot.price}>
      <span className={`arrow ${way}`} aria-hidden="true">
        {ARROWS[row.direction]}
      </span>
      {format.price(symbol, row.snapshot.price)}
    </span>
  );
}

function DayRange({ row }: { readonly row: Row }) {
  const at = dayPosition(row);
  if (at === undefined) return <>–</>;
  const { symbol, dayLow, dayHigh } = row.snapshot;
  const words = `Low ${format.price(symbol, dayLow)}, high ${format.price(symbol, dayHigh)}`;
  const place = { "--at": at } as CSSProperties;
  return <span className="range" role="img" aria-label={words} title={words} style={place} />;
}

function useAge(row: Row | undefined, watched: boolean): string {
  const seenMs = row?.snapshot.receivedMs ?? row?.snapshot.updatedMs ?? row?.snapshot.tsMs;
  const age = (nowMs: number) => (seenMs === undefined || nowMs - seenMs < STALE_MS ? "" : format.age(nowMs - seenMs));
  return useTime(age, watched);
}

function toneOf(change: string | undefined): "up" | "down" | "even" {
  const value = Number(change ?? 0);
  return value > 0 ? "up" : value < 0 ? "down" : "even";
}
