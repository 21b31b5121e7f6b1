import { useEffect, useState } from "react";
import { useMarket, usePage, useSwarm } from "../store/hooks";
import { corrected, MOST, parseBars, withPrice, type Bar, type Interval } from "./bars";

const TAIL = 3;

/** History first, and anew whenever the stream has come back; then the live price; each bar that ends is looked up. */
export function useBars(symbol: string | undefined, interval: Interval): readonly Bar[] {
  const swarm = useSwarm();
  const [bars, setBars] = useState<readonly Bar[]>([]);
  const live = usePage("connection").phase === "live";
  const snapshot = useMarket(`row:${symbol ?? ""}`)?.snapshot;
  const path = `/api/bars/${encodeURIComponent(symbol ?? "")}?interval=${interval}`;

  useEffect(() => setBars([]), [path]);
  useEffect(() => {
    if (!symbol) return;
    const asking = new AbortController();
    void swarm.ask(`${path}&limit=${MOST}`, asking.signal).then((answer) => {
      if (!asking.signal.aborted) setBars((known) => corrected(known, parseBars(answer)));
    });
    return () => asking.abort();
  }, [swarm, symbol, path, live]);

  const price = Number(snapshot?.price);
  const atMs = snapshot?.tsMs ?? snapshot?.updatedMs ?? NaN;
  useEffect(() => setBars((known) => withPrice(known, price, atMs, interval)), [price, atMs, interval]);

  const lastMs = bars[bars.length - 1]?.startMs;
  useEffect(() => {
    if (lastMs === undefined) return;
    const asking = new AbortController();
    void swarm.ask(`${path}&limit=${TAIL}`, asking.signal).then((answer) => {
      if (!asking.signal.aborted) setBars((known) => corrected(known, parseBars(answer)));
    });
    return () => asking.abort();
  }, [swarm, path, lastMs]);
  return bars;
}
