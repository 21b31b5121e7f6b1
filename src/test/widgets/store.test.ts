import assert from "node:assert/strict";
import { test } from "node:test";
import { Cells } from "../../main/widgets/store/cells";
import { ServerClock } from "../../main/widgets/store/clock";
import { EMPTY_MARKET, Market, type MarketCells } from "../../main/widgets/store/market";
import { NO_PRICES, withPrice } from "../../main/widgets/store/series";
import { parse } from "../../main/widgets/stream/parse";
import type { WireEvent } from "../../main/widgets/stream/wire";

function frames() {
  let waiting: (() => void)[] = [];
  const next = (run: () => void) => void waiting.push(run);
  const draw = () => waiting.splice(0).forEach((run) => run());
  return { next, draw, count: () => waiting.length };
}

function market() {
  const { next, draw } = frames();
  const cells = new Cells<MarketCells>(EMPTY_MARKET, next);
  const fold = new Market(cells, () => 1_000);
  const say = (kind: WireEvent["kind"], data: object) => fold.apply(parse(kind, JSON.stringify(data))!);
  return { cells, say, draw };
}

test("a burst of writes is one frame, and tells only those who look at what changed", () => {
  const { next, draw, count } = frames();
  const cells = new Cells({ a: 0, b: 0 }, next);
  const told: string[] = [];
  cells.subscribe("a", () => told.push(`a=${cells.get("a")}`));
  cells.subscribe("b", () => told.push(`b=${cells.get("b")}`));
  for (let value = 1; value <= 100; value++) cells.set("a", value);
  assert.deepEqual([count(), cells.get("a"), cells.latest("a")], [1, 0, 100]);
  draw();
  assert.deepEqual(told, ["a=100"]);
});

test("a frozen store keeps what comes and shows it when thawed", () => {
  const { next, draw } = frames();
  const cells = new Cells({ a: 0 }, next);
  cells.set("a", 1);
  cells.freeze(true);
  draw();
  cells.set("a", 2);
  draw();
  assert.equal(cells.get("a"), 0);
  cells.freeze(false);
  draw();
  assert.equal(cells.get("a"), 2);
});

test("an unsubscribed listener is not told", () => {
  const { next, draw } = frames();
  const cells = new Cells({ a: 0 }, next);
  let told = 0;
  const off = cells.subscribe("a", () => told++);
  off();
  cells.set("a", 1);
  draw();
  assert.equal(told, 0);
});

test("a tick of one symbol tells the line of that symbol only", () => {
  const { cells, say, draw } = market();
  say("snapshot", { symbol: "MSFT", price: "420" });
  say("snapshot", { symbol: "AAPL", price: "189" });
  draw();
  const told: string[] = [];
  for (const key of ["symbols", "row:AAPL", "row:MSFT"] as const) cells.subscribe(key, () => told.push(key));
  say("snapshot", { symbol: "AAPL", price: "188.5", source: "sim" });
  draw();
  assert.deepEqual(told, ["row:AAPL"]);
  assert.deepEqual(cells.get("symbols"), ["AAPL", "MSFT"]);
  assert.equal(cells.get("row:AAPL")?.direction, -1);
  assert.equal(cells.get("row:AAPL")?.moves, 1);
  assert.equal(cells.get("simulated"), true);
});

test("news stand newest first, once each, at most 300", () => {
  const { cells, say, draw } = market();
  for (let n = 0; n < 310; n++) say("news", { uid: `u${n}`, title: "t", published_ms: n });
  say("news", { uid: "u309", title: "again", published_ms: 309 });
  say("news", { uid: "late", title: "t", published_ms: 305 });
  draw();
  const news = cells.get("news");
  assert.equal(news.length, 300);
  assert.deepEqual(
    news.slice(0, 6).map((entry) => entry.item.uid),
    ["u309", "u308", "u307", "u306", "late", "u305"],
  );
  assert.equal(news[0]?.item.title, "again");
});

test("an event that is sent again after a reconnect stands once, and a gap is told as an event", () => {
  const { cells, say, draw } = market();
  const halt = { type: "halt", symbol: "AMD", severity: "error", message: "Halted", ts_ms: 5 };
  say("event", halt);
  say("event", halt);
  say("gap", { topics: ["news"], reason: "trimmed" });
  draw();
  assert.deepEqual(
    cells.get("events").map((event) => event.type),
    ["stream.gap", "halt"],
  );
});

test("a session's prices stay in a bounded list whose newest point is the newest price", () => {
  let series = NO_PRICES;
  for (let second = 0; second < 10_000; second++) series = withPrice(series, second, second * 1_000);
  assert.ok(series.points.length <= 120);
  assert.equal(series.points.at(-1), 9_999);
  assert.ok(series.points[0]! < 300);
});

test("the lag is measured by the server's clock, and a delayed heartbeat does not spoil it", () => {
  const clock = new ServerClock(() => 1_000);
  clock.observe(parse("hello", '{"server_ms":61000}')!);
  clock.observe(parse("heartbeat", '{"server_ms":56000}')!);
  clock.observe(parse("snapshot", '{"symbol":"AAPL","ts_ms":60900}')!);
  assert.equal(clock.now(), 61_000);
  assert.equal(clock.lagMs, 100);
});
