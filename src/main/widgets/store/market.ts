import type { Analysis, MarketEvent, MeshService, NewsItem, Snapshot, WireEvent } from "../stream/wire";
import type { Cells } from "./cells";
import { NO_PRICES, withPrice, type Series } from "./series";

/** One line of the watchlist. `moves` counts price changes, `direction` is that of the last one. */
export interface Row {
  readonly snapshot: Snapshot;
  readonly series: Series;
  readonly direction: -1 | 0 | 1;
  readonly moves: number;
}

/** `arrival` counts items in the order they came, whatever their dates say. */
export interface NewsEntry {
  readonly item: NewsItem;
  readonly arrival: number;
}

/** What the stream says; `nowMs` is the server's time, once a second, and freezes with the rest. */
export interface MarketCells {
  nowMs: number;
  node: { readonly name: string; readonly version: string } | undefined;
  symbols: readonly string[];
  simulated: boolean;
  news: readonly NewsEntry[];
  events: readonly MarketEvent[];
  mesh: readonly MeshService[];
  [row: `row:${string}`]: Row | undefined;
  [analysis: `analysis:${string}`]: Analysis | undefined;
}

export const EMPTY_MARKET: MarketCells = {
  nowMs: Date.now(),
  node: undefined,
  symbols: [],
  simulated: false,
  news: [],
  events: [],
  mesh: [],
};

const MOST_NEWS = 300;
const MOST_EVENTS = 200;
const MOST_ANALYSES = 400;

/** Folds the events of the stream into the cells that the widgets show. */
export class Market {
  private arrivals = 0;
  private readonly analyzed = new Set<string>();
  private readonly simulated = new Set<string>();

  constructor(
    private readonly cells: Cells<MarketCells>,
    private readonly now: () => number,
  ) {}

  apply(event: WireEvent): void {
    switch (event.kind) {
      case "hello":
        return this.cells.set("node", { name: event.hello.node ?? "", version: event.hello.version ?? "" });
      case "snapshot":
        return this.snapshot(event.snapshot);
      case "news":
        return this.news(event.item);
      case "analysis":
        return this.analysis(event.analysis);
      case "event":
        return this.marketEvent(event.event);
      case "mesh":
        return this.mesh(event.service);
      case "gap":
        return this.marketEvent(gapEvent(event.reason, this.now()));
      case "heartbeat":
      case "bye":
    }
  }

  private snapshot(snapshot: Snapshot): void {
    const before = this.cells.latest(`row:${snapshot.symbol}`);
    if (!before) {
      const symbols = this.cells.latest("symbols");
      this.cells.set("symbols", [...symbols, snapshot.symbol].sort());
    }
    if (snapshot.source === "sim") this.simulated.add(snapshot.symbol);
    else this.simulated.delete(snapshot.symbol);
    this.cells.set("simulated", this.simulated.size > 0);
    this.cells.set(`row:${snapshot.symbol}`, nextRow(before, snapshot, this.now()));
  }

  private news(item: NewsItem): void {
    const known = this.cells.latest("news").find((entry) => entry.item.uid === item.uid);
    const others = this.cells.latest("news").filter((entry) => entry !== known);
    const entry = { item, arrival: known?.arrival ?? ++this.arrivals };
    const older = others.findIndex((other) => other.item.publishedMs <= item.publishedMs);
    others.splice(older < 0 ? others.length : older, 0, entry);
    this.cells.set("news", others.slice(0, MOST_NEWS));
  }

  private analysis(analysis: Analysis): void {
    this.analyzed.delete(analysis.uid);
    this.analyzed.add(analysis.uid);
    this.cells.set(`analysis:${analysis.uid}`, analysis);
    const [oldest] = this.analyzed;
    if (this.analyzed.size <= MOST_ANALYSES || oldest === undefined) return;
    this.analyzed.delete(oldest);
    this.cells.set(`analysis:${oldest}`, undefined);
  }

  private marketEvent(event: MarketEvent): void {
    const events = this.cells.latest("events");
    if (events.some((other) => sameEvent(other, event))) return;
    this.cells.set("events", [event, ...events].slice(0, MOST_EVENTS));
  }

  private mesh(service: MeshService): void {
    const others = this.cells.latest("mesh").filter((other) => other.service !== service.service);
    this.cells.set("mesh", [...others, service].sort((a, b) => a.service.localeCompare(b.service)));
  }
}

function nextRow(before: Row | undefined, snapshot: Snapshot, nowMs: number): Row {
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

function sameEvent(a: MarketEvent, b: MarketEvent): boolean {
  return a.tsMs === b.tsMs && a.type === b.type && a.symbol === b.symbol && a.message === b.message;
}

function gapEvent(reason: string, tsMs: number): MarketEvent {
  const message = `Some events were missed${reason ? `: ${reason}` : ""}. Values shown are current.`;
  return { type: "stream.gap", symbol: "", severity: "warning", message, tsMs };
}
