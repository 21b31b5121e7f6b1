import assert from "node:assert/strict";
import { test } from "node:test";
import { draw, MOST, parseBars, withPrice, type Bar } from "../../main/widgets/chart/bars";

const BAR: Bar = { startMs: 60_000, open: 10, high: 12, low: 9, close: 11 };

test("bars are read from the answer, and what is no bar is left out", () => {
  const answer = {
    bars: [{ start_ms: 60000, end_ms: 120000, open: "10", high: "12", low: "9", close: "11" }, { open: "x" }],
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

test("candles are scaled to the highest and lowest price", () => {
  const drawing = draw([BAR], 600, 150)!;
  assert.equal(drawing.candles[0]!.top, 0);
  assert.equal(drawing.candles[0]!.bottom, 150);
  assert.equal(drawing.candles[0]!.bodyTop, 50);
  assert.equal(drawing.candles[0]!.up, true);
  assert.equal(draw([], 600, 150), undefined);
});
