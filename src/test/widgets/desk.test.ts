import assert from "node:assert/strict";
import { test } from "node:test";
import { Desk, FRESH } from "../../main/widgets/store/desk";

const now = (run: () => void) => run();

function shelf(kept?: string) {
  const values = new Map<string, string>(kept === undefined ? [] : [["marketswarm.desk", kept]]);
  return { getItem: (key: string) => values.get(key) ?? null, setItem: (key: string, value: string) => void values.set(key, value) };
}

test("what the user sets up is there again when the page is opened again", () => {
  const place = shelf();
  const desk = new Desk(place, now);
  desk.set("sort", { column: "last", descending: true });
  desk.set("sections", [{ name: "Mine", symbols: ["AAPL"] }]);
  desk.toggle("starred", "u1");
  const again = new Desk(place, now);
  assert.deepEqual(again.cells.get("sort"), { column: "last", descending: true });
  assert.deepEqual(again.cells.get("sections"), [{ name: "Mine", symbols: ["AAPL"] }]);
  assert.deepEqual(again.cells.get("starred"), ["u1"]);
});

test("what is broken, or of the wrong kind, is as if the page was fresh", () => {
  for (const kept of ["{", "null", "[]", '{"theme":"pink","sizes":{"watch":"wide"},"read":7,"sections":[3]}']) {
    const { cells } = new Desk(shelf(kept), now);
    assert.equal(cells.get("theme"), FRESH.theme);
    assert.deepEqual(cells.get("sizes"), FRESH.sizes);
    assert.deepEqual(cells.get("read"), []);
  }
});

test("without a shelf the choice lasts as long as the page", () => {
  const broken = {
    getItem: () => {
      throw new Error("denied");
    },
    setItem: () => {
      throw new Error("full");
    },
  };
  const desk = new Desk(broken, now);
  desk.toggle("read", "u1");
  assert.deepEqual(desk.cells.get("read"), ["u1"]);
  desk.toggle("read", "u1");
  assert.deepEqual(desk.cells.get("read"), []);
});

test("another tab's change is taken over", () => {
  const place = shelf();
  const desk = new Desk(place, now);
  new Desk(place, now).toggle("starred", "u9");
  desk.reread();
  assert.deepEqual(desk.cells.get("starred"), ["u9"]);
});

test("lists that grow with use are bounded, and the newest stay", () => {
  const desk = new Desk(shelf(), now);
  for (let n = 0; n < 1_100; n++) desk.toggle("read", `u${n}`);
  assert.equal(desk.cells.get("read").length, 1_000);
  assert.equal(desk.cells.get("read").at(-1), "u1099");
});
