import assert from "node:assert/strict";
import { test } from "node:test";
import { barAt, corrected, MOST, parseBars, withPrice, type Bar } from "../../main/widgets/chart/bars";

const BAR: Bar = { startMs: 60_000, open: 10, high: 12, low: 9, close: 11, volume: 5 };

test("bars are read from the answer, and what is no bar is left out", () => {
  const answer = {
    bars: [{ start_ms: 60000, end_ms: 120000, open: "10", high: "12", low: "9", close: "11", volume: "5" }, { open: "x" }],
  };
  assert.deepEqual(parseBars(answer), [BAR]);
  assert.deepEqual(parseBars(undefined), []);
});

test("a live price moves the last bar", () => {
  assert.deepEqual(withPrice([BAR], 13, 119_999, "1m"), [{ ...BAR, high: 13, close: 13 }]);
  assert.deepEqual(withPrice([BAR], 8, 60_000, "1m"), [{ ...BAR, low: 8, close: 8 }]);
});

test("a price of the next minute begins a bar, an older one changes nothing", () => {
  assert.deepEqual(withPrice([BAR], 11.5, 120_000, "1m")[1], {
    startMs: 120_000,
    open: 11.5,
    high: 11.5,
    low: 11.5,
    close: 11.5,
    volume: 0,
  });
  assert.deepEqual(withPrice([BAR], 99, 59_999, "1m"), [BAR]);
  assert.deepEqual(withPrice([BAR], NaN, 60_000, "1m"), [BAR]);
});

test("only so many bars are kept", () => {
  const many = Array.from({ length: MOST }, (_, i) => ({ ...BAR, startMs: i * 1_000 }));
  const more = withPrice(many, 1, MOST * 1_000, "1s");
  assert.equal(more.length, MOST);
  assert.equal(more[0]!.startMs, 1_000);
});

test("bars that the gateway has built replace what the live price had made of them", () => {
  const guess = { ...BAR, startMs: 120_000, high: 11 };
  const later = { ...BAR, startMs: 180_000 };
  const built = { ...BAR, startMs: 120_000, high: 14, volume: 70 };
  assert.deepEqual(corrected([BAR, guess, later], [BAR, built]), [BAR, built, later]);
  assert.deepEqual(corrected([BAR], []), [BAR]);
});

test("a moment is found in its bar, and in none where there is a hole", () => {
  const bars = [60_000, 120_000, 240_000].map((startMs) => ({ ...BAR, startMs }));
  assert.deepEqual([60_000, 125_000, 299_999].map((atMs) => barAt(bars, atMs, "1m")), [0, 1, 2]);
  assert.deepEqual([59_999, 180_000, 300_000].map((atMs) => barAt(bars, atMs, "1m")), [-1, -1, -1]);
});
