import { createContext, useCallback, useContext, useEffect, useState, useSyncExternalStore } from "react";
import type { Cells } from "./cells";
import type { DeskCells } from "./desk";
import type { MarketCells } from "./market";
import type { PageCells, Swarm } from "./swarm";

export const SwarmContext = createContext<Swarm | undefined>(undefined);

/** The gateway that the widgets around here show. */
export function useSwarm(): Swarm {
  const swarm = useContext(SwarmContext);
  if (!swarm) throw new Error("a widget stands outside of a gateway");
  return swarm;
}

const IGNORE = () => () => {};

/** @param watched without it nothing renders again: for what is off the screen */
function useCell<S extends object, T>(cells: Cells<S>, key: keyof S, read: () => T, watched = true): T {
  const subscribe = useCallback((listener: () => void) => cells.subscribe(key, listener), [cells, key]);
  return useSyncExternalStore(watched ? subscribe : IGNORE, read);
}

/** A value of the market; renders again when that value changes, and only then. */
export function useMarket<K extends keyof MarketCells>(key: K, watched = true): MarketCells[K] {
  const { market } = useSwarm();
  return useCell(market, key, () => market.get(key), watched);
}

export function usePage<K extends keyof PageCells>(key: K): PageCells[K] {
  const { page } = useSwarm();
  return useCell(page, key, () => page.get(key));
}

/** Something that follows from one value of the page; renders again when that changes, not whenever the value does. */
export function usePageWhether<K extends keyof PageCells>(key: K, is: PageCells[K]): boolean {
  const { page } = useSwarm();
  return useCell(page, key, () => page.get(key) === is);
}

export function useDesk<K extends keyof DeskCells>(key: K): DeskCells[K] {
  const { cells } = useSwarm().desk;
  return useCell(cells, key, () => cells.get(key));
}

/** Whether a value is in one of the user's lists; renders again when that changes, not with every other value. */
export function useListed(key: "starred" | "read" | "collapsed", value: string): boolean {
  const { cells } = useSwarm().desk;
  return useCell(cells, key, () => cells.get(key).includes(value));
}

/** Something that follows from the server's time, as text or number; renders again when it changes, not every second. */
export function useTime<T extends string | number | boolean>(derive: (nowMs: number) => T, watched = true): T {
  const { market } = useSwarm();
  return useCell(market, "nowMs", () => derive(market.get("nowMs")), watched);
}

/** What an address of the REST mirror answers, asked for again every so often while the widget is there. */
export function useAsked<T>(path: string, everyMs: number, parse: (answer: unknown) => T): T | undefined {
  const swarm = useSwarm();
  const [answer, setAnswer] = useState<T>();
  useEffect(() => {
    const asking = new AbortController();
    const ask = () =>
      void swarm.ask(path, asking.signal).then((found) => {
        if (found !== undefined && !asking.signal.aborted) setAnswer(parse(found));
      });
    ask();
    const timer = setInterval(() => document.hidden || ask(), everyMs);
    return () => {
      clearInterval(timer);
      asking.abort();
    };
  }, [swarm, path, everyMs, parse]);
  return answer;
}
