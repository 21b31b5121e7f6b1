import assert from "node:assert/strict";
import { test } from "node:test";
import { formatter } from "../../main/widgets/format/format";
import { webLink } from "../../main/widgets/format/link";
import { held, matching } from "../../main/widgets/news/filter";
import type { NewsEntry, Row } from "../../main/widgets/store/market";
import { NO_PRICES } from "../../main/widgets/store/series";
import { nextSort, sorted } from "../../main/widgets/watchlist/columns";

const format = formatter("en-US");

test("prices have the digits of their trade", () => {
  assert.equal(format.price("AAPL", "1189.1"), "1,189.10");
  assert.equal(format.price("C:EURUSD", "1.0834"), "1.08340");
  assert.equal(format.price("X:DOGEUSD", "0.12345"), "0.1235");
  assert.equal(format.price("AAPL", undefined), "–");
  assert.equal(format.price("AAPL", "n/a"), "–");
});

test("changes carry their sign", () => {
  assert.equal(format.change("AAPL", "1.23", "189.1"), "+1.23");
  assert.equal(format.percent("-0.654"), "-0.65%");
  assert.equal(format.percent("0"), "0.00%");
});

test("volumes and ages are short", () => {
  assert.equal(format.volume("12345678"), "12.35M");
  assert.deepEqual([59_999, 60_000, 7_200_000, 172_800_000].map(format.age), ["59s", "1m", "2h", "2d"]);
  assert.equal(format.age(-5), "0s");
});

test("only addresses of the web become links", () => {
  assert.equal(webLink("https://example.org/a"), "https://example.org/a");
  assert.equal(webLink("javascript:alert(1)"), undefined);
  assert.equal(webLink(" data:text/html,x"), undefined);
  assert.equal(webLink("/relative"), undefined);
});

test("symbols sort by a column, unknown values last either way", () => {
  const rows: Record<string, Row> = { A: row("A", "1"), B: row("B", "3"), C: row("C") };
  const order = (descending: boolean) => sorted(["C", "A", "B"], { column: "last", descending }, (s) => rows[s]);
  assert.deepEqual(order(false), ["A", "B", "C"]);
  assert.deepEqual(order(true), ["B", "A", "C"]);
  assert.deepEqual(nextSort({ column: "symbol", descending: false }, "last"), { column: "last", descending: true });
});

test("news are found by symbol, category and every word", () => {
  const news = [entry(1, "Apple rises", ["AAPL"], "tech"), entry(2, "Fed waits", [], "macro")];
  const found = (text: string, ticker?: string, category?: string) =>
    matching(news, { text, ticker, category }).map(({ item }) => item.uid);
  assert.deepEqual(found("RISES apple"), ["u1"]);
  assert.deepEqual(found("apple waits"), []);
  assert.deepEqual(found("", "AAPL"), ["u1"]);
  assert.deepEqual(found("", undefined, "macro"), ["u2"]);
});

test("what came after the reader scrolled away waits", () => {
  const news = [entry(3, "c"), entry(2, "b"), entry(1, "a")];
  assert.deepEqual(held(news, undefined), { shown: news, waiting: 0 });
  assert.equal(held(news, 2).waiting, 1);
  assert.deepEqual(held(news, 2).shown, news.slice(1));
});

function row(symbol: string, price?: string): Row {
  return { snapshot: { symbol, price }, series: NO_PRICES, direction: 0, moves: 0 };
}

function entry(arrival: number, title: string, tickers: string[] = [], category = ""): NewsEntry {
  const uid = `u${arrival}`;
  const item = { uid, title, tickers, category, url: "", summary: "", source: "", publishedMs: 0, dateSuspect: false };
  return { item, arrival };
}
