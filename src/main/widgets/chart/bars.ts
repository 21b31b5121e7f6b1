/** A candle. The page draws it, so numbers will do. */
export interface Bar {
  readonly startMs: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

export const INTERVALS = { "1s": 1_000, "1m": 60_000, "5m": 300_000 } as const;
export type Interval = keyof typeof INTERVALS;

/** What is kept at most. */
export const MOST = 500;

/** The bars of an answer of `/api/bars`; what is no bar is left out. */
export function parseBars(answer: unknown): readonly Bar[] {
  const bars = (answer as { bars?: unknown } | null | undefined)?.bars;
  if (!Array.isArray(bars)) return [];
  return bars.map(bar).filter((one): one is Bar => one !== undefined);
}

function bar(value: Record<string, unknown>): Bar | undefined {
  const [startMs, open, high, low, close] = [value.start_ms, value.open, value.high, value.low, value.close].map(Number);
  const volume = Number(value.volume ?? 0);
  const all = [startMs, open, high, low, close, volume];
  if (all.some((one) => !Number.isFinite(one))) return undefined;
  return { startMs: startMs!, open: open!, high: high!, low: low!, close: close!, volume };
}

/** With a live price: it moves the last bar, or begins the next. A price from before the last bar changes nothing. */
export function withPrice(bars: readonly Bar[], price: number, atMs: number, interval: Interval): readonly Bar[] {
  if (!Number.isFinite(price) || !Number.isFinite(atMs)) return bars;
  const startMs = Math.floor(atMs / INTERVALS[interval]) * INTERVALS[interval];
  const last = bars[bars.length - 1];
  if (last && startMs < last.startMs) return bars;
  if (!last || startMs > last.startMs)
    return [...bars, { startMs, open: price, high: price, low: price, close: price, volume: 0 }].slice(-MOST);
  if (last.close === price) return bars;
  const moved = { ...last, close: price, high: Math.max(last.high, price), low: Math.min(last.low, price) };
  return [...bars.slice(0, -1), moved];
}

/** With bars that the gateway has built: they replace what stood there, and the live price of the last one stays. */
export function corrected(bars: readonly Bar[], fresh: readonly Bar[]): readonly Bar[] {
  const first = fresh[0];
  const last = fresh[fresh.length - 1];
  if (!first || !last) return bars;
  const later = bars.filter((one) => one.startMs > last.startMs);
  return [...bars.filter((one) => one.startMs < first.startMs), ...fresh, ...later].slice(-MOST);
}

/** Which bar a moment falls into; −1 when it is before the first or after the last. */
export function barAt(bars: readonly Bar[], atMs: number, interval: Interval): number {
  const startMs = Math.floor(atMs / INTERVALS[interval]) * INTERVALS[interval];
  let low = 0;
  let high = bars.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const at = bars[middle]!.startMs;
    if (at === startMs) return middle;
    if (at < startMs) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
