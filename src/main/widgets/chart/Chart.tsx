import { useEffect, useState } from "react";
import { format } from "../format/format";
import { useMarket, usePage } from "../store/hooks";
import { toggleTicker } from "../store/page";
import { draw, INTERVALS, MOST, parseBars, withPrice, type Bar, type Interval } from "./bars";
import "./chart.css";

const WIDTH = 600;
const HEIGHT = 150;

/** Candles of the chosen symbol: what the gateway still holds, then what the stream says. */
export function Chart({ symbol }: { readonly symbol: string }) {
  const [interval, setInterval] = useState<Interval>("1m");
  const bars = useBars(symbol, interval);
  return (
    <section className="chart" aria-label={`Chart of ${symbol}`}>
      <header>
        <h3>{symbol}</h3>
        {(Object.keys(INTERVALS) as Interval[]).map((one) => (
          <button key={one} className="link" aria-pressed={one === interval} onClick={() => setInterval(one)}>
            {one}
          </button>
        ))}
        <span className="spacer" />
        <button className="link" onClick={() => toggleTicker(symbol)}>
          Close
        </button>
      </header>
      {bars.length === 0 ? <p className="chart-empty">No prices yet</p> : <Candles symbol={symbol} bars={bars} />}
    </section>
  );
}

/** History is asked for anew whenever the stream has come back, for it may have missed something. */
function useBars(symbol: string, interval: Interval): readonly Bar[] {
  const [bars, setBars] = useState<readonly Bar[]>([]);
  const live = usePage("connection").phase === "live";
  const snapshot = useMarket(`row:${symbol}`)?.snapshot;
  useEffect(() => {
    const asking = new AbortController();
    setBars([]);
    fetch(`/api/bars/${encodeURIComponent(symbol)}?interval=${interval}&limit=${MOST}`, { signal: asking.signal })
      .then((answer) => (answer.ok ? answer.json() : undefined))
      .then((answer) => setBars(parseBars(answer)))
      .catch(() => undefined);
    return () => asking.abort();
  }, [symbol, interval, live]);
  const price = Number(snapshot?.price);
  const atMs = snapshot?.tsMs ?? snapshot?.updatedMs ?? NaN;
  useEffect(() => setBars((known) => withPrice(known, price, atMs, interval)), [price, atMs, interval]);
  return bars;
}

function Candles({ symbol, bars }: { readonly symbol: string; readonly bars: readonly Bar[] }) {
  const drawing = draw(bars, WIDTH, HEIGHT);
  if (!drawing) return null;
  const price = (value: number) => format.price(symbol, String(value));
  const last = price(bars[bars.length - 1]!.close);
  const words = `${bars.length} bars, last ${last}, low ${price(drawing.low)}, high ${price(drawing.high)}`;
  return (
    <div className="chart-body">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={words}>
        {drawing.candles.map((candle) => (
          <g key={candle.x} className={candle.up ? "up" : "down"}>
            <line x1={candle.x} x2={candle.x} y1={candle.top} y2={candle.bottom} />
            <rect x={candle.x - candle.width / 2} y={candle.bodyTop} width={candle.width} height={candle.bodyHeight} />
          </g>
        ))}
        <line className="chart-last" x1={0} x2={WIDTH} y1={drawing.lastY} y2={drawing.lastY} />
      </svg>
      <ol className="chart-scale" aria-hidden="true">
        <li>{price(drawing.high)}</li>
        <li className="chart-now">{last}</li>
        <li>{price(drawing.low)}</li>
      </ol>
    </div>
  );
}
