import { usePage, useSwarm } from "../store/hooks";

/** The symbols of an item; each narrows the news to itself. */
export function Tickers({ symbols }: { readonly symbols: readonly string[] }) {
  const swarm = useSwarm();
  const chosen = usePage("ticker");
  if (symbols.length === 0) return null;
  return (
    <ul className="chips" aria-label="Symbols named">
      {symbols.map((symbol) => (
        <li key={symbol}>
          <button className="chip" aria-pressed={chosen === symbol} onClick={() => swarm.toggleTicker(symbol)}>
            {symbol}
          </button>
        </li>
      ))}
    </ul>
  );
}
