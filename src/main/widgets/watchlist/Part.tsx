import type { KeyboardEvent } from "react";
import type { Section } from "../store/desk";
import { useDesk, useListed, useSwarm, useTime } from "../store/hooks";
import { sorted } from "./columns";
import { Line } from "./Line";

const SEPARATOR = "\n";

interface Props {
  readonly part: Section;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

/** One section of the table; its order by a moving value is looked at again once a second, not per tick. */
export function Part({ part, onKeyDown }: Props) {
  const { desk, market } = useSwarm();
  const sort = useDesk("sort");
  const closed = useListed("collapsed", part.name);
  const order = useTime(() => sorted(part.symbols, sort, (symbol) => market.get(`row:${symbol}`)).join(SEPARATOR));
  if (part.symbols.length === 0) return null;
  return (
    <tbody onKeyDown={onKeyDown}>
      <tr className="part">
        <th scope="rowgroup">
          <button aria-expanded={!closed} onClick={() => desk.toggle("collapsed", part.name)}>
            {part.name}
            <span className="part-count">{part.symbols.length}</span>
          </button>
        </th>
      </tr>
      {!closed && order.split(SEPARATOR).map((symbol) => <Line key={symbol} symbol={symbol} />)}
    </tbody>
  );
}
