import { useState, type KeyboardEvent } from "react";
import { Chart } from "../chart/Chart";
import { Panel, Waiting } from "../page/Panel";
import { useMarket, usePage, useTime } from "../store/hooks";
import { market } from "../store/page";
import { COLUMNS, nextSort, sorted, type Sort } from "./columns";
import { Line } from "./Line";
import "./watchlist.css";

const SEPARATOR = "\n";

/** All symbols with their latest state; sorting by a moving value is looked at again once a second, not per tick. */
export function Watchlist() {
  const [sort, setSort] = useState<Sort>({ column: "symbol", descending: false });
  const symbols = useMarket("symbols");
  const ticker = usePage("ticker");
  const order = useTime(() => sorted(symbols, sort, (symbol) => market.get(`row:${symbol}`)).join(SEPARATOR));
  return (
    <Panel id="watchlist" title="Watchlist" note={symbols.length > 0 && <Breadth symbols={symbols} />}>
      {symbols.length === 0 ? (
        <NoPrices />
      ) : (
        <div className="scroll" tabIndex={-1}>
          <table className="quotes">
            <Head sort={sort} onSort={(column) => setSort(nextSort(sort, column))} />
            <tbody onKeyDown={moveFocus}>
              {order.split(SEPARATOR).map((symbol) => (
                <Line key={symbol} symbol={symbol} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {ticker && <Chart symbol={ticker} />}
    </Panel>
  );
}

function Head({ sort, onSort }: { readonly sort: Sort; readonly onSort: (column: string) => void }) {
  const direction = sort.descending ? "descending" : "ascending";
  return (
    <thead>
      <tr>
        {COLUMNS.map(({ id, label, hint, value }) => (
          <th key={id} scope="col" className={`col-${id}`} aria-sort={sort.column === id ? direction : undefined}>
            {value || id === "symbol" ? (
              <button onClick={() => onSort(id)} title={hint}>
                {label}
                <span aria-hidden="true">{sort.column === id ? (sort.descending ? "↓" : "↑") : ""}</span>
              </button>
            ) : (
              <span title={hint}>{label}</span>
            )}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function Breadth({ symbols }: { readonly symbols: readonly string[] }) {
  const text = useTime(() => {
    const changes = symbols.map((symbol) => Number(market.get(`row:${symbol}`)?.snapshot.change ?? 0));
    const up = changes.filter((change) => change > 0).length;
    const down = changes.filter((change) => change < 0).length;
    return `${symbols.length} symbols · ${up} up · ${down} down`;
  });
  return text;
}

function NoPrices() {
  const live = usePage("connection").phase === "live";
  return live ? (
    <Waiting title="No prices yet">Connected. Waiting for the first snapshot of a symbol.</Waiting>
  ) : (
    <Waiting title="No prices yet">Waiting for the connection to the gateway.</Waiting>
  );
}

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const buttons = [...event.currentTarget.querySelectorAll<HTMLButtonElement>("button.symbol")];
  const next = buttons[buttons.indexOf(document.activeElement as HTMLButtonElement) + step];
  if (next) event.preventDefault();
  next?.focus();
}
