import { memo, useEffect, useRef, type CSSProperties } from "react";
import { format } from "../format/format";
import { useMarketWhile, usePageWhether, useSwarm, useTime } from "../store/hooks";
import type { Row } from "../store/rows";
import { dayPosition } from "./columns";
import { Sparkline } from "./Sparkline";
import { useOnScreen } from "./useOnScreen";

const STALE_MS = 30_000;
const ARROWS = { "-1": "▼", "0": "", "1": "▲" } as const;

/** One symbol. It follows its own cell only, and that while it is on the screen: a tick renders one line. */
export const Line = memo(function Line({ symbol }: { readonly symbol: string }) {
  const swarm = useSwarm();
  const line = useRef<HTMLTableRowElement>(null);
  const onScreen = useOnScreen(line);
  const row = useMarketWhile(onScreen, `row:${symbol}`);
  const halted = useMarketWhile(onScreen, `halted:${symbol}`);
  const chosen = usePageWhether("symbol", symbol);
  const age = useAge(row);
  const priced = row !== undefined && onScreen;
  useEffect(() => {
    if (priced) swarm.trends.want(symbol);
  }, [swarm, symbol, priced]);
  if (!row) return <Unknown symbol={symbol} />;
  const { price, change, changePct, bid, ask, dayVolume } = row.snapshot;
  const tone = toneOf(change);
  const look = [chosen && "chosen", age && "aged", halted && "halted"].filter(Boolean).join(" ");
  return (
    <tr ref={line} className={look} onClick={() => swarm.choose(symbol)}>
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
        {age && <span className="age">{age} old</span>}
      </th>
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
    </tr>
  );
});

/** A symbol that the user watches and the gateway does not know. */
function Unknown({ symbol }: { readonly symbol: string }) {
  return (
    <tr className="aged">
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

function useAge(row: Row | undefined): string {
  const seenMs = row?.snapshot.receivedMs ?? row?.snapshot.updatedMs ?? row?.snapshot.tsMs;
  return useTime((nowMs) => (seenMs === undefined || nowMs - seenMs < STALE_MS ? "" : format.age(nowMs - seenMs)));
}

function toneOf(change: string | undefined): "up" | "down" | "even" {
  const value = Number(change ?? 0);
  return value > 0 ? "up" : value < 0 ? "down" : "even";
}
