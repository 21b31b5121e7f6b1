import { analysis, briefing, newsItem } from "./documents";
import { Fields } from "./fields";
import type { Hello, MarketEvent, MeshService, Snapshot, WireEvent } from "./wire";

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
    case "briefing":
      return fields.text("category") ? { kind, briefing: briefing(fields.object("data")) } : undefined;
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
    dayOpen: f.decimal("day_open"),
    prevClose: f.decimal("prev_close"),
    change: f.decimal("change"),
    changePct: f.decimal("change_pct"),
    tsMs: f.time("ts_ms"),
    receivedMs: f.time("received_ms"),
    updatedMs: f.time("updated_ms"),
    source: f.text("source"),
  };
}

function marketEvent(f: Fields): MarketEvent {
  return {
    type: f.text("type") ?? "",
    symbol: f.text("symbol") ?? "",
    severity: f.text("severity") ?? "info",
    message: f.text("message") ?? "",
    tsMs: f.time("ts_ms") ?? 0,
    status: f.object("data").text("status"),
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
