import { Fields } from "./fields";
import type { Analysis, Hello, MarketEvent, MeshService, NewsItem, Snapshot, WireEvent } from "./wire";

/** Turns one event into what it says; undefined when it is not JSON or lacks what it cannot do without. */
export function parse(kind: WireEvent["kind"], data: string): WireEvent | undefined {
  const fields = Fields.parse(data);
  if (!fields) return undefined;
  switch (kind) {
    case "hello":
      return { kind, hello: hello(fields) };
    case "snapshot":
      return fields.text("symbol") ? { kind, snapshot: snapshot(fields) } : undefined;
    case "news":
      return fields.text("uid") ? { kind, item: newsItem(fields) } : undefined;
    case "analysis":
      return fields.text("uid") ? { kind, analysis: analysis(fields) } : undefined;
    case "event":
      return fields.text("type") ? { kind, event: marketEvent(fields) } : undefined;
    case "mesh":
      return fields.text("service") ? { kind, service: meshService(fields) } : undefined;
    case "heartbeat": {
      const serverMs = fields.time("server_ms");
      return serverMs === undefined ? undefined : { kind, serverMs };
    }
    case "gap":
      return { kind, reason: fields.text("reason") ?? "" };
    case "bye":
      return { kind, reason: fields.text("reason") ?? "", retryMs: fields.number("retry_ms") };
  }
}

function hello(f: Fields): Hello {
  return {
    connection: f.text("connection") ?? "",
    serverMs: f.time("server_ms"),
    resumed: f.flag("resumed"),
    version: f.text("version"),
    node: f.text("node"),
  };
}

function snapshot(f: Fields): Snapshot {
  return {
    symbol: f.text("symbol") ?? "",
    price: f.decimal("price"),
    bid: f.decimal("bid"),
    ask: f.decimal("ask"),
    dayHigh: f.decimal("day_high"),
    dayLow: f.decimal("day_low"),
    dayVolume: f.decimal("day_volume"),
    change: f.decimal("change"),
    changePct: f.decimal("change_pct"),
    tsMs: f.time("ts_ms"),
    receivedMs: f.time("received_ms"),
    updatedMs: f.time("updated_ms"),
    source: f.text("source"),
  };
}

function newsItem(f: Fields): NewsItem {
  return {
    uid: f.text("uid") ?? "",
    url: f.text("url") ?? "",
    title: f.text("title") ?? "",
    summary: f.text("summary") ?? "",
    source: f.text("source") ?? "",
    category: f.text("category") ?? "",
    publishedMs: f.time("published_ms") ?? f.time("fetched_ms") ?? 0,
    dateSuspect: f.flag("date_suspect"),
    tickers: f.texts("tickers"),
  };
}

function analysis(f: Fields): Analysis {
  const sentiment = f.object("sentiment");
  const provenance = f.object("provenance");
  return {
    uid: f.text("uid") ?? "",
    summary: f.text("summary") ?? "",
    bullets: f.texts("bullets"),
    sentiment: {
      label: sentiment.text("label") ?? "neutral",
      score: sentiment.number("score"),
      confidence: sentiment.number("confidence"),
    },
    tickers: f.objects("tickers").map((view) => ({
      symbol: view.text("symbol") ?? "",
      sentiment: view.text("sentiment") ?? "neutral",
      relevance: view.number("relevance"),
      reason: view.text("reason") ?? "",
    })),
    eventType: f.text("event_type") ?? "",
    impact: f.text("impact") ?? "none",
    marketContext: f.objects("market_context").flatMap((seen) => {
      const price = seen.decimal("price");
      if (price === undefined) return [];
      const symbol = seen.text("symbol") ?? "";
      return [{ symbol, price, changePct: seen.decimal("change_pct"), ageMs: seen.number("age_ms") }];
    }),
    abstained: f.flag("abstained"),
    provenance: {
      engine: provenance.text("engine") ?? "",
      model: provenance.text("model") ?? "",
      costUsd: provenance.decimal("cost_usd"),
      latencyMs: provenance.number("latency_ms"),
      analyzedMs: provenance.time("analyzed_ms"),
    },
  };
}

function marketEvent(f: Fields): MarketEvent {
  return {
    type: f.text("type") ?? "",
    symbol: f.text("symbol") ?? "",
    severity: f.text("severity") ?? "info",
    message: f.text("message") ?? "",
    tsMs: f.time("ts_ms") ?? 0,
  };
}

function meshService(f: Fields): MeshService {
  return {
    service: f.text("service") ?? "",
    state: f.text("state") ?? "unknown",
    sinceMs: f.time("since_ms"),
    ageMs: f.number("age_ms"),
    instances: f.number("instances"),
    truthVersion: f.text("truth_version"),
    detail: f.text("detail"),
  };
}
