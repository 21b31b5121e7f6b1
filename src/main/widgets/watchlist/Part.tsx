import { useRef, type ReactNode } from "react";
import type { Section } from "../store/desk";
import { useDesk, useListed, useSwarm, useTime } from "../store/hooks";
import { sorted } from "./columns";
import { Line } from "./Line";
import { useOnScreen } from "./useOnScreen";

const SEPARATOR = "\n";
const BLOCK = 20;

/** One section of the table; its order by a moving value is looked at again once a second, not per tick. */
export function Part({ part }: { readonly part: Section }) {
  const { desk, market } = useSwarm();
  const sort = useDesk("sort");
  const closed = useListed("collapsed", part.name);
  const order = useTime(() => sorted(part.symbols, sort, (symbol) => market.get(`row:${symbol}`)).join(SEPARATOR));
  if (part.symbols.length === 0) return null;
  const head = (
    <tr className="part">
      <th scope="rowgroup">
        <button aria-expanded={!closed} onClick={() => desk.toggle("collapsed", part.name)}>
          {part.name}
          <span className="part-count">{part.symbols.length}</span>
        </button>
      </th>
    </tr>
  );
  const blocks = closed ? [[]] : inBlocks(order.split(SEPARATOR));
  return blocks.map((symbols, at) => <Block key={at} head={at === 0 && head} symbols={symbols} />);
}

interface BlockProps {
  readonly head: ReactNode;
  readonly symbols: readonly string[];
}

/** Lines that come onto the screen and leave it together: the browser keeps an eye on few blocks instead of every line. */
function Block({ head, symbols }: BlockProps) {
  const body = useRef<HTMLTableSectionElement>(null);
  const onScreen = useOnScreen(body);
  return (
    <tbody ref={body}>
      {head}
      {symbols.map((symbol) => (
        <Line key={symbol} symbol={symbol} onScreen={onScreen} />
      ))}
    </tbody>
  );
}

function inBlocks(symbols: readonly string[]): readonly (readonly string[])[] {
  const count = Math.ceil(symbols.length / BLOCK);
  return Array.from({ length: count }, (_, at) => symbols.slice(at * BLOCK, (at + 1) * BLOCK));
}
