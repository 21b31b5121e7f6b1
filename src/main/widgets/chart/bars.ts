/** A candle. The page draws it, so numbers will do. */
export interface Bar {
  readonly startMs: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

export const INTERVALS = { "1s": 1_000, "1m": 60_000, "5m": 300_000 } as const;
export type Interval = keyof typeof INTERVALS;

/** What is drawn at most. */
export const MOST = 120;

/** The bars of an answer of `/api/bars`; what is no bar is left out. */
export function parseBars(answer: unknown): readonly Bar[] {
  const bars = (answer as { bars?: unknown } | null)?.bars;
  if (!Array.isArray(bars)) return [];
  return bars.map(bar).filter((one): one is Bar => one !== undefined);
}

function bar(value: Record<string, unknown>): Bar | undefined {
  const [startMs, open, high, low, close] = [value.start_ms, value.open, value.high, value.low, value.close].map(Number);
  const all = [startMs, open, high, low, close];
  if (all.some((one) => !Number.isFinite(one))) return undefined;
  return { startMs: startMs!, open: open!, high: high!, low: low!, close: close! };
}

/** With a live price: it moves the last bar, or begins the next. A price from before the last bar changes nothing. */
export function withPrice(bars: readonly Bar[], price: number, atMs: number, interval: Interval): readonly Bar[] {
  if (!Number.isFinite(price) || !Number.isFinite(atMs)) return bars;
  const startMs = Math.floor(atMs / INTERVALS[interval]) * INTERVALS[interval];
  const last = bars[bars.length - 1];
  if (last && startMs < last.startMs) return bars;
  if (!last || startMs > last.startMs)
    return [...bars, { startMs, open: price, high: price, low: price, close: price }].slice(-MOST);
  if (last.close === price) return bars;
  const moved = { ...last, close: price, high: Math.max(last.high, price), low: Math.min(last.low, price) };
  return [...bars.slice(0, -1), moved];
}

/** Where a candle is drawn, in units of the drawing. */
export interface Candle {
  readonly x: number;
  readonly width: number;
  readonly top: number;
  readonly bottom: number;
  readonly bodyTop: number;
  readonly bodyHeight: number;
  readonly up: boolean;
}

export interface Drawing {
  readonly candles: readonly Candle[];
  readonly high: number;
  readonly low: number;
  /** Where the last price is. */
  readonly lastY: number;
}

/** The candles beside each other over the whole width, scaled to the lowest and highest price. */
export function draw(bars: readonly Bar[], width: number, height: number): Drawing | undefined {
  const last = bars[bars.length - 1];
  if (!last) return undefined;
  const high = Math.max(...bars.map((one) => one.high));
  const low = Math.min(...bars.map((one) => one.low));
  const y = (price: number) => (high === low ? height / 2 : ((high - price) / (high - low)) * height);
  const step = width / Math.max(bars.length, MOST / 4);
  const candles = bars.map((one, index) => {
    const bodyTop = y(Math.max(one.open, one.close));
    return {
      x: (index + 0.5) * step,
      width: step * 0.7,
      top: y(one.high),
      bottom: y(one.low),
      bodyTop,
      bodyHeight: Math.max(1, y(Math.min(one.open, one.close)) - bodyTop),
      up: one.close >= one.open,
    };
  });
  return { candles, high, low, lastY: y(last.close) };
}
