import { format } from "../format/format";
import { Columns } from "../page/Columns";
import type { Bar } from "./bars";

const ROWS = 10;

/** The newest bars as a table, for those who do not see the drawing. */
export function Latest({ symbol, bars }: { readonly symbol: string; readonly bars: readonly Bar[] }) {
  const price = (value: number) => format.price(symbol, value);
  return (
    <div className="visually-hidden">
      <Columns className="chart-table" caption={`Newest bars of ${symbol}`} names={["Time", "Open", "High", "Low", "Close", "Volume"]}>
        {bars.slice(-ROWS).map(({ startMs, open, high, low, close, volume }) => (
          <tr key={startMs}>
            <th scope="row">{format.time(startMs)}</th>
            <td>{price(open)}</td>
            <td>{price(high)}</td>
            <td>{price(low)}</td>
            <td className="chart-close">{price(close)}</td>
            <td>{format.volume(volume)}</td>
          </tr>
        ))}
      </Columns>
    </div>
  );
}
