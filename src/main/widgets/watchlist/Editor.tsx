import { useId, useState, type FormEvent } from "react";
import { Icon } from "../page/Icon";
import type { Section } from "../store/desk";
import { useDesk, useMarket, useSwarm } from "../store/hooks";
import { kindOf, moved, shifted } from "./sections";

interface Props {
  readonly parts: readonly Section[];
}

/** The watchlist as a list to arrange: symbols and sections come, go and move. */
export function Editor({ parts }: Props) {
  const { desk } = useSwarm();
  const hidden = useDesk("hidden");
  const names = parts.map((part) => part.name);
  const keep = (sections: readonly Section[]) =>
    desk.set(
      "sections",
      sections.filter((section) => section.symbols.length > 0),
    );
  return (
    <div className="scroll editor" tabIndex={-1}>
      <Add names={names} onAdd={(symbol, to) => keep(moved(parts, symbol, to))} />
      {parts.map((part) => (
        <fieldset key={part.name}>
          <legend>{part.name}</legend>
          <ul>
            {part.symbols.map((symbol) => (
              <li key={symbol}>
                <b>{symbol}</b>
                <select
                  aria-label={`Section of ${symbol}`}
                  value={part.name}
                  onChange={(event) => keep(moved(parts, symbol, event.target.value))}
                >
                  {names.map((name) => (
                    <option key={name}>{name}</option>
                  ))}
                </select>
                <Tool label={`Move ${symbol} up`} icon="up" run={() => keep(shift(parts, part, symbol, -1))} />
                <Tool label={`Move ${symbol} down`} icon="down" run={() => keep(shift(parts, part, symbol, 1))} />
                <Tool label={`Remove ${symbol}`} icon="close" run={() => desk.toggle("hidden", symbol)} />
              </li>
            ))}
          </ul>
        </fieldset>
      ))}
      {hidden.length > 0 && (
        <fieldset>
          <legend>Removed</legend>
          <p className="chips">
            {hidden.map((symbol) => (
              <button key={symbol} className="chip" onClick={() => desk.toggle("hidden", symbol)}>
                {symbol}
                <span className="visually-hidden">put back</span>
              </button>
            ))}
          </p>
        </fieldset>
      )}
    </div>
  );
}

function shift(parts: readonly Section[], part: Section, symbol: string, step: 1 | -1): readonly Section[] {
  return parts.map((one) => (one === part ? shifted(part, symbol, step) : one));
}

interface ToolProps {
  readonly label: string;
  readonly icon: "up" | "down" | "close";
  readonly run: () => void;
}

function Tool({ label, icon, run }: ToolProps) {
  return (
    <button className="tool small" aria-label={label} title={label} onClick={run}>
      <Icon name={icon} />
    </button>
  );
}

interface AddProps {
  readonly names: readonly string[];
  readonly onAdd: (symbol: string, to: string) => void;
}

/** A symbol by typing, into a section that is there or a new one; by itself it goes to those of its kind. */
function Add({ names, onAdd }: AddProps) {
  const { desk } = useSwarm();
  const known = useMarket("symbols");
  const ids = { symbols: useId(), sections: useId() };
  const [symbol, setSymbol] = useState("");
  const [section, setSection] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const added = symbol.trim().toUpperCase();
    if (!added) return;
    if (desk.cells.latest("hidden").includes(added)) desk.toggle("hidden", added);
    onAdd(added, section.trim() || kindOf(added));
    setSymbol("");
  };
  return (
    <form className="add" onSubmit={submit}>
      <input
        aria-label="Symbol to add"
        placeholder="Symbol"
        list={ids.symbols}
        required
        maxLength={40}
        value={symbol}
        onChange={(event) => setSymbol(event.target.value)}
      />
      <input
        aria-label="Section to add it to"
        placeholder="Section"
        list={ids.sections}
        maxLength={30}
        value={section}
        onChange={(event) => setSection(event.target.value)}
      />
      <button className="tool" type="submit">
        Add
      </button>
      <datalist id={ids.symbols}>
        {known.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
      <datalist id={ids.sections}>
        {names.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
    </form>
  );
}
