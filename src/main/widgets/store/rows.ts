import type { Snapshot } from "../stream/wire";
import { NO_PRICES, withPrice, type Series } from "./series";

/** One line of the watchlist. `moves` counts price changes, `direction` is that of the last one. */
export interface Row {
  readonly snapshot: Snapshot;
  readonly series: Series;
  readonly direction: -1 | 0 | 1;
  readonly moves: number;
}

/** The line after a snapshot has come. */
export function nextRow(before: Row | undefined, snapshot: Snapshot, nowMs: number): Row {
  const price = snapshot.price === undefined ? undefined : Number(snapshot.price);
  const series = before?.series ?? NO_PRICES;
  if (price === undefined) return { snapshot, series, direction: before?.direction ?? 0, moves: before?.moves ?? 0 };
  const priceBefore = Number(before?.snapshot.price ?? price);
  const direction = Math.sign(price - priceBefore) as Row["direction"];
  return {
    snapshot,
    series: withPrice(series, price, nowMs),
    direction: direction || (before?.direction ?? 0),
    moves: (before?.moves ?? 0) + Math.abs(direction),
  };
}
