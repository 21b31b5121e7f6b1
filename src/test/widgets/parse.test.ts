import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "../../main/widgets/stream/parse";

test("a snapshot keeps its decimals as text", () => {
  const event = parse("snapshot", '{"symbol":"AAPL","price":"189.10","ts_ms":1790000000000,"source":"sim"}');
  assert.ok(event?.kind === "snapshot");
  assert.equal(event.snapshot.price, "189.10");
  assert.equal(event.snapshot.tsMs, 1790000000000);
  assert.equal(event.snapshot.bid, undefined);
});

test("what is not JSON, or no object, or lacks its name, is no event", () => {
  assert.equal(parse("snapshot", "{"), undefined);
  assert.equal(parse("snapshot", "null"), undefined);
  assert.equal(parse("snapshot", "[]"), undefined);
  assert.equal(parse("news", '{"title":"no uid"}'), undefined);
  assert.equal(parse("heartbeat", '{"server_ms":"soon"}'), undefined);
});

test("a field of the wrong kind counts as absent", () => {
  const event = parse("news", '{"uid":"u1","title":{"a":1},"tickers":["AAPL",7,null],"published_ms":1e300,"fetched_ms":5}');
  assert.ok(event?.kind === "news");
  assert.equal(event.item.title, "");
  assert.deepEqual(event.item.tickers, ["AAPL"]);
  assert.equal(event.item.publishedMs, 5);
});

test("an analysis is read whole, from numbers and from decimal text", () => {
  const event = parse(
    "analysis",
    '{"uid":"u1","summary":"S","bullets":["b"],"sentiment":{"label":"bullish","score":0.62,"confidence":"0.8"},' +
      '"tickers":[{"symbol":"AAPL","sentiment":"bullish","relevance":1,"reason":"r"}],"impact":"high",' +
      '"market_context":[{"symbol":"AAPL","price":"189.10","age_ms":900},{"symbol":"MSFT"}],"abstained":false,' +
      '"provenance":{"engine":"openai","model":"m","cost_usd":"0.00024","analyzed_ms":7}}',
  );
  assert.ok(event?.kind === "analysis");
  assert.deepEqual(event.analysis.sentiment, { label: "bullish", score: 0.62, confidence: 0.8 });
  assert.deepEqual(
    event.analysis.marketContext.map((seen) => seen.symbol),
    ["AAPL"],
  );
  assert.equal(event.analysis.provenance.costUsd, "0.00024");
});
