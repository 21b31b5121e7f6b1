import type { Row } from "../store/market";

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
  { id: "trend", label: "Trend", hint: "Prices since this page was opened" },
  { id: "last", label: "Last", value: (row) => of(row.snapshot.price) },
  { id: "change", label: "Chg", hint: "Change against the previous close", value: (row) => of(row.snapshot.change) },
  { id: "percent", label: "Chg %", hint: "Change in percent", value: (row) => of(row.snapshot.changePct) },
  { id: "bid", label: "Bid", value: (row) => of(row.snapshot.bid) },
  { id: "ask", label: "Ask", value: (row) => of(row.snapshot.ask) },
  { id: "volume", label: "Volume", hint: "Volume of the day", value: (row) => of(row.snapshot.dayVolume) },
  { id: "range", label: "Day range", hint: "Low, last and high of the day", value: dayPosition },
];

export interface Sort {
  readonly column: string;
  readonly descending: boolean;
}

/** A click on the sorted column turns it round; on another one starts with the largest, or with A for the symbol. */
export function nextSort(sort: Sort, column: string): Sort {
  if (sort.column === column) return { column, descending: !sort.descending };
  return { column, descending: column !== "symbol" };
}

/** Symbols in the order of the sort; where a value is unknown, last. */
export function sorted(symbols: readonly string[], sort: Sort, row: (symbol: string) => Row | undefined): string[] {
  const turn = sort.descending ? -1 : 1;
  const value = COLUMNS.find((column) => column.id === sort.column)?.value;
  const key = (symbol: string) => {
    const at = row(symbol);
    return at && value ? value(at) : undefined;
  };
  return [...symbols].sort((a, b) => {
    const [left, right] = [key(a), key(b)];
    if (left === right || !value) return a.localeCompare(b) * (value ? 1 : turn);
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
