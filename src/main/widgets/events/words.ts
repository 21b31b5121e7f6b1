import type { MarketEvent } from "../stream/wire";

/** What an event says after its symbol, which stands before it: its message begins with the room and the symbol again. */
export function wordsOf({ symbol, message, type }: MarketEvent): string {
  const repeated = `market: ${symbol}`;
  if (!symbol || !message.startsWith(repeated)) return message || type;
  // a part of a cluster keeps its number: stocks-2of3
  return /^(?::? +|-(?=\d+of\d+: ))(\S.*)$/s.exec(message.slice(repeated.length))?.[1] ?? message;
}
