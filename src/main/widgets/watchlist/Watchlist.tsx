import { useState } from "react";
import { Icon } from "../page/Icon";
import { Panel, Waiting } from "../page/Panel";
import type { Section } from "../store/desk";
import { useDesk, useMarket, usePage, useSwarm, useTime } from "../store/hooks";
import { COLUMNS, nextSort } from "./columns";
import { Editor } from "./Editor";
import { Part } from "./Part";
import { arrange } from "./sections";
import { useArrange } from "./useArrange";
import "./watchlist.css";

/** The symbols that are watched, in their sections, with their latest state. */
export function Watchlist() {
  const [editing, setEditing] = useState(false);
  const symbols = useMarket("symbols");
  const sections = useDesk("sections");
  const hidden = useDesk("hidden");
  const parts = arrange(symbols, sections, hidden);
  const watched = parts.flatMap((part) => part.symbols);
  const edit = (
    <button
      className="tool small"
      aria-pressed={editing}
      aria-label="Edit the watchlist"
      title="Add and remove symbols, arrange sections"
      onClick={() => setEditing(!editing)}
    >
      <Icon name={editing ? "read" : "edit"} />
    </button>
  );
  return (
    <Panel name="watchlist" title="Watchlist" note={watched.length > 0 && <Breadth symbols={watched} />} tools={edit}>
      {editing ? (
        <Editor parts={parts} />
      ) : watched.length === 0 ? (
        <NoPrices hidden={hidden.length} />
      ) : (
        <Quotes parts={parts} />
      )}
    </Panel>
  );
}

function Quotes({ parts }: { readonly parts: readonly Section[] }) {
  const { table, said, onPointerDown, onKeyDown } = useArrange(parts);
  return (
    <div className="scroll" tabIndex={-1}>
      <table className="quotes" ref={table} onPointerDown={onPointerDown} onKeyDown={onKeyDown}>
        <Head />
        {parts.map((part) => (
          <Part key={part.name} part={part} />
        ))}
      </table>
      <span className="visually-hidden" role="status">
        {said}
      </span>
    </div>
  );
}

function Head() {
  const { desk } = useSwarm();
  const sort = useDesk("sort");
  const direction = sort.descending ? "descending" : "ascending";
  return (
    <thead>
      <tr>
        {COLUMNS.map(({ id, label, hint, value }) => (
          <th key={id} scope="col" className={`col-${id}`} aria-sort={sort.column === id ? direction : undefined}>
            {value || id === "symbol" ? (
              <button onClick={() => desk.set("sort", nextSort(sort, id))} title={hint}>
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

/** How many go up and how many down; looked at once a second. */
function Breadth({ symbols }: { readonly symbols: readonly string[] }) {
  const { market } = useSwarm();
  const text = useTime(() => {
    const changes = symbols.map((symbol) => Number(market.get(`row:${symbol}`)?.snapshot.change ?? 0));
    const up = changes.filter((change) => change > 0).length;
    const down = changes.filter((change) => change < 0).length;
    return `${up} ▲ ${down} ▼`;
  });
  const [up, down] = text.split(/[^\d]+/);
  return (
    <span role="img" aria-label={`${symbols.length} symbols, ${up} up, ${down} down`}>
      <span className="up">{up} ▲</span> <span className="down">{down} ▼</span>
    </span>
  );
}

function NoPrices({ hidden }: { readonly hidden: number }) {
  const live = usePage("connection").phase === "live";
  if (hidden > 0) return <Waiting title="The watchlist is empty">Edit it to put symbols back.</Waiting>;
  return live ? (
    <Waiting title="No prices yet">Connected. Waiting for the first snapshot of a symbol.</Waiting>
  ) : (
    <Waiting title="No prices yet">Waiting for the connection to the gateway.</Waiting>
  );
}
