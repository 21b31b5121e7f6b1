// Whether a symbol is traded now, by what the vendor says of its market. Until it has said so, silence is just silence.

/** The name by which `market.status` events speak of a symbol's market. */
export function marketOf(symbol: string): "stocks" | "crypto" | "forex" {
  if (symbol.startsWith("X:")) return "crypto";
  return symbol.startsWith("C:") ? "forex" : "stocks";
}

/** Indices and options rest before and after the regular hours of stocks as well. */
export function isClosed(symbol: string, status: string | undefined): boolean {
  const regularOnly = symbol.startsWith("I:") || symbol.startsWith("O:");
  return status === "closed" || (regularOnly && status === "extended-hours");
}
