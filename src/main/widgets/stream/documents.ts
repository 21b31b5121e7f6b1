import type { Fields } from "./fields";
import type { Analysis, Briefing, ContextPrice, NewsItem, Provenance } from "./wire";

const LABELS = ["bullish", "mixed", "neutral", "bearish"] as const;

export function newsItem(f: Fields): NewsItem {
  return {
    uid: f.text("uid") ?? "",
    url: f.text("url") ?? "",
    title: f.text("title") ?? "",
    summary: f.text("summary") ?? "",
    source: f.text("source") ?? "",
    category: f.text("category") ?? "",
    publishedMs: f.time("published_ms") ?? f.time("fetched_ms") ?? 0,
    fetchedMs: f.time("fetched_ms"),
    dateSuspect: f.flag("date_suspect"),
    tickers: f.texts("tickers"),
    storyId: f.text("story_id") ?? f.text("uid") ?? "",
  };
}

export function analysis(f: Fields): Analysis {
  const sentiment = f.object("sentiment");
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
    topics: f.texts("topics"),
    eventType: f.text("event_type") ?? "",
    impact: f.text("impact") ?? "none",
    marketContext: f.objects("market_context").flatMap(contextPrice),
    abstained: f.flag("abstained"),
    provenance: provenance(f.object("provenance")),
  };
}

function contextPrice(f: Fields): ContextPrice[] {
  const price = f.decimal("price");
  if (price === undefined) return [];
  const symbol = f.text("symbol") ?? "";
  return [{ symbol, price, changePct: f.decimal("change_pct"), ageMs: f.number("age_ms"), stale: f.flag("stale") }];
}

function provenance(f: Fields): Provenance {
  return {
    engine: f.text("engine") ?? "",
    model: f.text("model") ?? "",
    promptHash: f.text("prompt_hash"),
    inputHash: f.text("input_hash"),
    truthVersion: f.text("truth_version"),
    attempts: f.number("attempts"),
    tokensIn: f.number("tokens_in"),
    tokensOut: f.number("tokens_out"),
    costUsd: f.decimal("cost_usd"),
    latencyMs: f.number("latency_ms"),
    analyzedMs: f.time("analyzed_ms"),
  };
}

export function briefing(f: Fields): Briefing {
  const sentiments = f.object("sentiments");
  return {
    category: f.text("category") ?? "",
    fromMs: f.time("from_ms"),
    untilMs: f.time("until_ms") ?? 0,
    items: f.number("items") ?? 0,
    headline: f.text("headline") ?? "",
    score: f.number("score"),
    sentiments: LABELS.map((label) => ({ label, count: sentiments.number(label) ?? 0 })),
    tickers: f.objects("tickers").map((named) => ({
      symbol: named.text("symbol") ?? "",
      sources: named.number("sources") ?? 0,
      score: named.number("score"),
    })),
    topics: f.texts("topics"),
    sources: f.objects("sources").map((source) => ({
      uid: source.text("uid") ?? "",
      title: source.text("title") ?? "",
      url: source.text("url") ?? "",
      summary: source.text("summary") ?? "",
      sentiment: source.text("sentiment") ?? "neutral",
    })),
  };
}
