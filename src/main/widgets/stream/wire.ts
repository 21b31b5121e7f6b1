// The documents that come over /sse, as this page uses them. Prices, sizes and volumes are decimal text.

export type Decimal = string;

export interface Hello {
  readonly connection: string;
  readonly serverMs?: number;
  readonly resumed: boolean;
  readonly version?: string;
  readonly node?: string;
}

export interface Snapshot {
  readonly symbol: string;
  readonly price?: Decimal;
  readonly bid?: Decimal;
  readonly ask?: Decimal;
  readonly dayHigh?: Decimal;
  readonly dayLow?: Decimal;
  readonly dayVolume?: Decimal;
  readonly dayOpen?: Decimal;
  readonly prevClose?: Decimal;
  readonly change?: Decimal;
  readonly changePct?: Decimal;
  readonly tsMs?: number;
  readonly receivedMs?: number;
  readonly updatedMs?: number;
  readonly source?: string;
}

export interface NewsItem {
  readonly uid: string;
  readonly url: string;
  readonly title: string;
  readonly summary: string;
  readonly source: string;
  readonly category: string;
  readonly publishedMs: number;
  readonly fetchedMs?: number;
  readonly dateSuspect: boolean;
  readonly tickers: readonly string[];
  /** The same for all items that tell the same story. */
  readonly storyId: string;
}

export interface TickerView {
  readonly symbol: string;
  readonly sentiment: string;
  readonly relevance?: number;
  readonly reason: string;
}

export interface ContextPrice {
  readonly symbol: string;
  readonly price: Decimal;
  readonly changePct?: Decimal;
  readonly ageMs?: number;
  readonly stale: boolean;
}

export interface Provenance {
  readonly engine: string;
  readonly model: string;
  readonly promptHash?: string;
  readonly inputHash?: string;
  readonly truthVersion?: string;
  readonly attempts?: number;
  readonly tokensIn?: number;
  readonly tokensOut?: number;
  readonly costUsd?: Decimal;
  readonly latencyMs?: number;
  readonly analyzedMs?: number;
}

export interface Analysis {
  readonly uid: string;
  readonly summary: string;
  readonly bullets: readonly string[];
  readonly sentiment: { readonly label: string; readonly score?: number; readonly confidence?: number };
  readonly tickers: readonly TickerView[];
  readonly topics: readonly string[];
  readonly eventType: string;
  readonly impact: string;
  readonly marketContext: readonly ContextPrice[];
  readonly abstained: boolean;
  readonly provenance: Provenance;
}

export interface MarketEvent {
  readonly type: string;
  readonly symbol: string;
  readonly severity: string;
  readonly message: string;
  readonly tsMs: number;
  /** Of a market: `open`, `closed`, `extended-hours`. */
  readonly status?: string;
}

/** What happened in a category during a window of time. */
export interface Briefing {
  readonly category: string;
  readonly fromMs?: number;
  readonly untilMs: number;
  readonly items: number;
  readonly headline: string;
  readonly score?: number;
  readonly sentiments: readonly { readonly label: string; readonly count: number }[];
  readonly tickers: readonly { readonly symbol: string; readonly sources: number; readonly score?: number }[];
  readonly topics: readonly string[];
  readonly sources: readonly BriefingSource[];
}

export interface BriefingSource {
  readonly uid: string;
  readonly title: string;
  readonly url: string;
  readonly summary: string;
  readonly sentiment: string;
}

export interface MeshService {
  readonly service: string;
  readonly state: string;
  readonly sinceMs?: number;
  readonly ageMs?: number;
  readonly instances?: number;
  readonly truthVersion?: string;
  readonly detail?: string;
}

export type WireEvent =
  | { readonly kind: "hello"; readonly hello: Hello }
  | { readonly kind: "snapshot"; readonly snapshot: Snapshot }
  | { readonly kind: "news"; readonly item: NewsItem }
  | { readonly kind: "analysis"; readonly analysis: Analysis }
  | { readonly kind: "briefing"; readonly briefing: Briefing }
  | { readonly kind: "event"; readonly event: MarketEvent }
  | { readonly kind: "mesh"; readonly service: MeshService }
  | { readonly kind: "heartbeat"; readonly serverMs: number }
  | { readonly kind: "gap"; readonly reason: string }
  | { readonly kind: "bye"; readonly reason: string; readonly retryMs?: number };

/** Every event name the page listens to. */
export const KINDS: readonly WireEvent["kind"][] = [
  "hello",
  "snapshot",
  "news",
  "analysis",
  "briefing",
  "event",
  "mesh",
  "heartbeat",
  "gap",
  "bye",
];
