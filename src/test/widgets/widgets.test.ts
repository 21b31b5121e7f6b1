import assert from "node:assert/strict";
import { test } from "node:test";
import { wordsOf } from "../../main/widgets/events/words";
import { formatter } from "../../main/widgets/format/format";
import { webLink } from "../../main/widgets/format/link";
import { parseLog } from "../../main/widgets/log/records";
import { parseFeeds } from "../../main/widgets/mesh/feeds";
import { progressOf } from "../../main/widgets/mesh/progress";
import { held, matching } from "../../main/widgets/news/filter";
import { stories } from "../../main/widgets/news/stories";
import type { NewsEntry } from "../../main/widgets/store/market";
import type { Row } from "../../main/widgets/store/rows";
import { isClosed, marketOf } from "../../main/widgets/store/hours";
import { NO_PRICES } from "../../main/widgets/store/series";
import { nextSort, sorted } from "../../main/widgets/watchlist/columns";
import { arrange, moved, placed, shifted } from "../../main/widgets/watchlist/sections";

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

test("an event does not repeat the symbol that stands before it", () => {
  const words = (symbol: string, message: string) =>
    wordsOf({ type: "halt", symbol, severity: "info", message, tsMs: 1 });

  assert.equal(words("stocks", "market: stocks: connected, asking for 48 topics"), "connected, asking for 48 topics");
  assert.equal(words("AAPL", "market: AAPL up 2.1 % in 60 s, to 189.10"), "up 2.1 % in 60 s, to 189.10");
  assert.equal(words("stocks", "market: stocks-2of3: connected"), "2of3: connected");
  assert.equal(words("A", "market: AAPL up 2.1 %"), "market: AAPL up 2.1 %");
  assert.equal(words("AAPL", "AAPL halted"), "AAPL halted");
  assert.equal(words("", "market: nothing comes"), "market: nothing comes");
  assert.equal(words("AAPL", ""), "halt");
  assert.equal(words("AAPL", "market: AAPL: "), "market: AAPL: ");
});

test("only addresses of the web become links", () => {
  assert.equal(webLink("https://example.org/a"), "https://example.org/a");
  assert.equal(webLink("javascript:alert(1)"), undefined);
  assert.equal(webLink(" data:text/html,x"), undefined);
  assert.equal(webLink("/relative"), undefined);
});

test("a symbol is closed when its market is, an index or option also outside of regular hours", () => {
  assert.deepEqual(["AAPL", "I:SPX", "O:SPY251219C00650000", "X:BTCUSD", "C:EURUSD"].map(marketOf), [
    "stocks",
    "stocks",
    "stocks",
    "crypto",
    "forex",
  ]);
  const closed = (symbol: string) => ["open", "extended-hours", "closed", undefined].map((status) => isClosed(symbol, status));
  assert.deepEqual(closed("AAPL"), [false, false, true, false]);
  assert.deepEqual(closed("I:SPX"), [false, true, true, false]);
});

test("symbols sort by a column, unknown values last either way", () => {
  const rows: Record<string, Row> = { A: row("A", "1"), B: row("B", "3"), C: row("C") };
  const order = (descending: boolean) => sorted(["C", "A", "B"], { column: "last", descending }, (s) => rows[s]);
  assert.deepEqual(order(false), ["A", "B", "C"]);
  assert.deepEqual(order(true), ["B", "A", "C"]);
});

test("a click sorts by the largest, another turns round, a third goes back to one's own order", () => {
  const first = nextSort({ column: "symbol", descending: false }, "last");
  const second = nextSort(first, "last");
  assert.deepEqual([first, second], [
    { column: "last", descending: true },
    { column: "last", descending: false },
  ]);
  assert.equal(nextSort(second, "last").column, "");
});

test("items of one story stand together where the newest is", () => {
  const news = [entry(4, "d", [], "", "s1"), entry(3, "c"), entry(2, "b", [], "", "s1")];
  const told = stories(news).map(({ entry, others }) => [entry.item.title, ...others.map((one) => one.item.title)]);
  assert.deepEqual(told, [["d", "b"], ["c"]]);
});

test("only starred items are shown where that is asked for", () => {
  const news = [entry(2, "b"), entry(1, "a")];
  const found = matching(news, { text: "", ticker: undefined, category: undefined, only: ["u1"] });
  assert.deepEqual(found.map(({ item }) => item.title), ["a"]);
});

test("symbols that are in no section of the user's stand by their kind, hidden ones nowhere", () => {
  const known = ["AAPL", "C:EURUSD", "MSFT", "X:BTCUSD"];
  const mine = [{ name: "Mine", symbols: ["MSFT", "HIDDEN"] }];
  assert.deepEqual(arrange(known, mine, ["HIDDEN", "X:BTCUSD"]), [
    { name: "Mine", symbols: ["MSFT"] },
    { name: "Stocks", symbols: ["AAPL"] },
    { name: "Forex", symbols: ["C:EURUSD"] },
  ]);
});

test("a symbol moves to another section, to a new one, and up and down", () => {
  const parts = [{ name: "A", symbols: ["X", "Y"] }, { name: "B", symbols: ["Z"] }];
  assert.deepEqual(moved(parts, "X", "B").map((part) => part.symbols), [["Y"], ["Z", "X"]]);
  assert.deepEqual(moved(parts, "X", "C").map((part) => part.name), ["C", "A", "B"]);
  assert.deepEqual(shifted(parts[0]!, "Y", -1).symbols, ["Y", "X"]);
  assert.deepEqual(shifted(parts[0]!, "Y", 1).symbols, ["X", "Y"]);
});

test("the work of a service is its newest figures and how fast they grew", () => {
  const beat = (ts_ms: number, ticks_written: string) => ({ id: `${ts_ms}-0`, ts_ms, service: "massive", ticks_written });
  const [massive] = progressOf(parseLog({ logs: [beat(12_000, "500"), beat(2_000, "100")] }));
  assert.deepEqual(massive!.figures, [{ name: "ticks", value: 500, perSecond: 40 }]);
});

test("feeds that fail come first", () => {
  const feeds = parseFeeds({ feeds: [{ url: "a", category: "x" }, { url: "b", category: "x", error_streak: "3" }] });
  assert.deepEqual(feeds.map((feed) => feed.url), ["b", "a"]);
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

function entry(arrival: number, title: string, tickers: string[] = [], category = "", storyId = ""): NewsEntry {
  const uid = `u${arrival}`;
  const rest = { url: "", summary: "", source: "", publishedMs: 0, dateSuspect: false, storyId: storyId || uid };
  return { item: { uid, title, tickers, category, ...rest }, arrival };
}

test("a dragged symbol comes before or after another one, also in another section, and is never lost", () => {
  const parts = [
    { name: "Mine", symbols: ["A", "B", "C"] },
    { name: "Stocks", symbols: ["D"] },
  ];
  const names = (symbol: string, onto: string, after: boolean) =>
    placed(parts, symbol, onto, after).map((part) => part.symbols.join(""));
  assert.deepEqual(names("C", "A", false), ["CAB", "D"]);
  assert.deepEqual(names("A", "C", true), ["BCA", "D"]);
  assert.deepEqual(names("B", "D", true), ["AC", "DB"]);
  assert.deepEqual(names("A", "A", true), ["ABC", "D"]);
  assert.deepEqual(names("A", "gone", true), ["ABC", "D"]);
});
