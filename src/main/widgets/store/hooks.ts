import { useCallback, useSyncExternalStore } from "react";
import type { Cells } from "./cells";
import { market, page, type PageCells } from "./page";
import type { MarketCells } from "./market";

function useCell<S extends object, T>(cells: Cells<S>, key: keyof S, read: () => T): T {
  const subscribe = useCallback((listener: () => void) => cells.subscribe(key, listener), [cells, key]);
  return useSyncExternalStore(subscribe, read);
}

/** A value of the market; renders again when that value changes, and only then. */
export function useMarket<K extends keyof MarketCells>(key: K): MarketCells[K] {
  return useCell(market, key, () => market.get(key));
}

export function usePage<K extends keyof PageCells>(key: K): PageCells[K] {
  return useCell(page, key, () => page.get(key));
}

const IGNORE = () => () => {};

/** A value of the market that is followed only while it is `watched`, for lines that are off the screen. */
export function useMarketWhile<K extends keyof MarketCells>(watched: boolean, key: K): MarketCells[K] {
  const subscribe = useCallback((listener: () => void) => market.subscribe(key, listener), [key]);
  return useSyncExternalStore(watched ? subscribe : IGNORE, () => market.get(key));
}

/** Something that follows from the server's time, as text or number; renders again when it changes, not every second. */
export function useTime<T extends string | number | boolean>(derive: (nowMs: number) => T): T {
  return useCell(market, "nowMs", () => derive(market.get("nowMs")));
}
