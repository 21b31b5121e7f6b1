import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import type { Section } from "../store/desk";
import { useDesk, useSwarm } from "../store/hooks";
import { drag } from "./drag";
import { placed, shifted } from "./sections";

/** An order of one's own: symbols are dragged by a pointer, or moved by Alt and an arrow key. Not while a column sorts. */
export function useArrange(parts: readonly Section[]) {
  const { desk } = useSwarm();
  const sections = useDesk("sections");
  const sorting = useDesk("sort").column !== "";
  const table = useRef<HTMLTableElement>(null);
  const moved = useRef("");
  const [said, setSaid] = useState("");

  // a line that comes into another block of lines is a new one, and has lost the focus
  useEffect(() => {
    if (moved.current) focusOn(table.current, moved.current);
    moved.current = "";
  }, [sections]);

  const keep = (arranged: readonly Section[]) =>
    desk.set(
      "sections",
      arranged.filter((part) => part.symbols.length > 0),
    );
  const shift = (symbol: string, step: 1 | -1) => {
    const part = parts.find((one) => one.symbols.includes(symbol));
    if (!part) return;
    const after = shifted(part, symbol, step);
    if (after === part) return;
    moved.current = symbol;
    setSaid(`${symbol}: ${after.symbols.indexOf(symbol) + 1} of ${after.symbols.length} in ${part.name}`);
    keep(parts.map((one) => (one === part ? after : one)));
  };
  return {
    table,
    said,
    onPointerDown: (event: PointerEvent) => {
      if (!sorting) drag(event.nativeEvent, (symbol, onto, after) => keep(placed(parts, symbol, onto, after)));
    },
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key] as 1 | -1 | undefined;
      if (!step) return;
      if (!event.altKey) return focusNext(event, step);
      event.preventDefault();
      const line = (event.target as Element).closest<HTMLElement>("tr[data-symbol]");
      if (line && !sorting) shift(line.dataset.symbol!, step);
    },
  };
}

/** Arrow keys go from symbol to symbol, over the borders of sections. */
function focusNext(event: KeyboardEvent<HTMLElement>, step: 1 | -1): void {
  const buttons = [...event.currentTarget.querySelectorAll<HTMLButtonElement>("button.symbol")];
  const next = buttons[buttons.indexOf(event.target as HTMLButtonElement) + step];
  if (next) event.preventDefault();
  next?.focus();
}

function focusOn(table: HTMLElement | null, symbol: string): void {
  table?.querySelector<HTMLElement>(`tr[data-symbol="${CSS.escape(symbol)}"] button.symbol`)?.focus();
}
