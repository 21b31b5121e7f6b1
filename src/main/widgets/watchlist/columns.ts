import type { Sort } from "../store/desk";
import type { Row } from "../store/rows";

/** A column: `value` is what it sorts by. */
export interface Column {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly value?: (row: Row) => number | undefined;
}

const of = (text: string | undefined) => (text === undefined ? undefined : Number(text));

export const COLUMNS: readonly Column[] = [
  { id: "symbol", label: "Symbol" },
  { id: "trend", label: "Trend", hint: "Prices of the last hours, as far as they are known" },
  { id: "bid", label: "Bid", value: (row) => of(row.snapshot.bid) },
  { id: "ask", label: "Ask", value: (row) => of(row.snapshot.ask) },
  { id: "last", label: "Last", value: (row) => of(row.snapshot.price) },
  { id: "change", label: "Chg", hint: "Change against the previous close", value: (row) => of(row.snapshot.change) },
  { id: "percent", label: "Chg %", hint: "Change in percent", value: (row) => of(row.snapshot.changePct) },
  { id: "volume", label: "Volume", hint: "Volume of the day", value: (row) => of(row.snapshot.dayVolume) },
  { id: "range", label: "Day range", hint: "Low, last and high of the day", value: dayPosition },
];

/** The first click starts with the largest, or with A for the symbol; the second turns round; the third is one's own order. */
export function nextSort(sort: Sort, column: string): Sort {
  const first = { column, descending: column !== "symbol" };
  if (sort.column !== column) return first;
  return sort.descending === first.descending
    ? { column, descending: !first.descending }
    : { column: "", descending: false };
}

/** Symbols in the order of the sort, else in their own; where a value is unknown, last. */
export function sorted(symbols: readonly string[], sort: Sort, row: (symbol: string) => Row | undefined): string[] {
  const turn = sort.descending ? -1 : 1;
  if (sort.column === "symbol") return [...symbols].sort((a, b) => a.localeCompare(b) * turn);
  const value = COLUMNS.find((column) => column.id === sort.column)?.value;
  if (!value) return [...symbols];
  const key = (symbol: string) => {
    const at = row(symbol);
    return at && value(at);
  };
  return [...symbols].sort((a, b) => {
    const [left, right] = [key(a), key(b)];
    if (left === right) return a.localeCompare(b);
    if (left === undefined) return 1;
    return right === undefined ? -1 : (left - right) * turn;
  });
}

/** Where the price stands in the range of the day, 0 (low) to 1 (high). */
export function dayPosition({ snapshot }: Row): number | undefined {
  const { price, dayLow, dayHigh } = snapshot;
  if (price === undefined || dayLow === undefined || dayHigh === undefined) return undefined;
  const width = Number(dayHigh) - Number(dayLow);
  return width > 0 ? Math.min(1, Math.max(0, (Number(price) - Number(dayLow)) / width)) : undefined;
}
