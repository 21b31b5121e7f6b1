import type { Analysis, Briefing, MarketEvent, MeshService, NewsItem, Snapshot, WireEvent } from "../stream/wire";
import type { Cells } from "./cells";
import { nextRow, type Row } from "./rows";
import { withPast } from "./series";

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
  briefings: readonly Briefing[];
  events: readonly MarketEvent[];
  mesh: readonly MeshService[];
  [row: `row:${string}`]: Row | undefined;
  [halted: `halted:${string}`]: boolean | undefined;
  [status: `status:${string}`]: string | undefined;
  [analysis: `analysis:${string}`]: Analysis | undefined;
}

export const EMPTY_MARKET: MarketCells = {
  nowMs: Date.now(),
  node: undefined,
  symbols: [],
  simulated: false,
  news: [],
  briefings: [],
  events: [],
  mesh: [],
};

const MOST_NEWS = 300;
const MOST_BRIEFINGS = 100;
const MOST_EVENTS = 500;
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
      case "briefing":
        return this.briefing(event.briefing);
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

  /** All of it again, as another tab has to hear it: what came first is first. */
  events(): WireEvent[] {
    const { cells } = this;
    const node = cells.latest("node");
    const uids = [...this.analyzed];
    return [
      ...(node ? [helloOf(node)] : []),
      ...cells.latest("symbols").flatMap((symbol) => {
        const row = cells.latest(`row:${symbol}`);
        return row ? [{ kind: "snapshot", snapshot: row.snapshot } as const] : [];
      }),
      ...[...cells.latest("news")].reverse().map(({ item }) => ({ kind: "news", item }) as const),
      ...uids.flatMap((uid) => {
        const analysis = cells.latest(`analysis:${uid}`);
        return analysis ? [{ kind: "analysis", analysis } as const] : [];
      }),
      ...[...cells.latest("briefings")].reverse().map((briefing) => ({ kind: "briefing", briefing }) as const),
      ...[...cells.latest("events")].reverse().map((event) => ({ kind: "event", event }) as const),
      ...cells.latest("mesh").map((service) => ({ kind: "mesh", service }) as const),
    ];
  }

  /** Past prices of a symbol, oldest first, for its trend. */
  past(symbol: string, prices: readonly number[]): void {
    const row = this.cells.latest(`row:${symbol}`);
    if (row && prices.length > 0) this.cells.set(`row:${symbol}`, { ...row, series: withPast(row.series, prices) });
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

  private briefing(briefing: Briefing): void {
    const others = this.cells
      .latest("briefings")
      .filter((other) => other.category !== briefing.category || other.untilMs !== briefing.untilMs);
    const all = [briefing, ...others].sort((a, b) => b.untilMs - a.untilMs);
    this.cells.set("briefings", all.slice(0, MOST_BRIEFINGS));
  }

  private marketEvent(event: MarketEvent): void {
    const events = this.cells.latest("events");
    if (events.some((other) => sameEvent(other, event))) return;
    if (event.type === "market.status") this.cells.set(`status:${event.symbol}`, event.status);
    if (event.type === "halt" || event.type === "resume") this.cells.set(`halted:${event.symbol}`, event.type === "halt");
    this.cells.set("events", [event, ...events].slice(0, MOST_EVENTS));
  }

  private mesh(service: MeshService): void {
    const others = this.cells.latest("mesh").filter((other) => other.service !== service.service);
    this.cells.set("mesh", [...others, service].sort((a, b) => a.service.localeCompare(b.service)));
  }
}

function sameEvent(a: MarketEvent, b: MarketEvent): boolean {
  return a.tsMs === b.tsMs && a.type === b.type && a.symbol === b.symbol && a.message === b.message;
}

function gapEvent(reason: string, tsMs: number): MarketEvent {
  const message = `Some events were missed${reason ? `: ${reason}` : ""}. Values shown are current.`;
  return { type: "stream.gap", symbol: "", severity: "warning", message, tsMs };
}

function helloOf(node: { readonly name: string; readonly version: string }): WireEvent {
  return { kind: "hello", hello: { connection: "", resumed: true, node: node.name, version: node.version } };
}
