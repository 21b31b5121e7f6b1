import type { Section } from "../store/desk";

const KINDS: readonly (readonly [prefix: string, name: string])[] = [
  ["I:", "Indices"],
  ["X:", "Crypto"],
  ["C:", "Forex"],
  ["O:", "Options"],
];
const OTHERS = "Stocks";

/** The section of a symbol that the user has put into none, by what kind of symbol it is. */
export function kindOf(symbol: string): string {
  return KINDS.find(([prefix]) => symbol.startsWith(prefix))?.[1] ?? OTHERS;
}

/** The watchlist: the user's sections first, in their order, then all other known symbols by kind; nothing hidden. */
export function arrange(
  known: readonly string[],
  sections: readonly Section[],
  hidden: readonly string[],
): readonly Section[] {
  const placed = new Set([...hidden, ...sections.flatMap((section) => section.symbols)]);
  const arranged = sections.map(({ name, symbols }) => ({
    name,
    symbols: symbols.filter((symbol) => !hidden.includes(symbol)),
  }));
  for (const symbol of known) {
    if (placed.has(symbol)) continue;
    const name = kindOf(symbol);
    const there = arranged.find((section) => section.name === name);
    if (there) there.symbols.push(symbol);
    else arranged.push({ name, symbols: [symbol] });
  }
  return arranged;
}

/** The symbol in that section, at its end, and in no other; a section that is not there is made, as the first. */
export function moved(sections: readonly Section[], symbol: string, to: string): readonly Section[] {
  const left = sections.map((one) => ({ ...one, symbols: one.symbols.filter((other) => other !== symbol) }));
  if (!left.some((one) => one.name === to)) return [{ name: to, symbols: [symbol] }, ...left];
  return left.map((one) => (one.name === to ? { ...one, symbols: [...one.symbols, symbol] } : one));
}

/** The section with the symbol one place further up or down. */
export function shifted(section: Section, symbol: string, step: 1 | -1): Section {
  const symbols = [...section.symbols];
  const at = symbols.indexOf(symbol);
  const other = symbols[at + step];
  if (at < 0 || other === undefined) return section;
  symbols[at] = other;
  symbols[at + step] = symbol;
  return { ...section, symbols };
}

/** The symbol before or after another one, in that one's section. */
export function placed(sections: readonly Section[], symbol: string, onto: string, after: boolean): readonly Section[] {
  if (symbol === onto || !sections.some((one) => one.symbols.includes(onto))) return sections;
  return sections.map(({ name, symbols }) => {
    const left = symbols.filter((other) => other !== symbol);
    const at = left.indexOf(onto);
    if (at >= 0) left.splice(after ? at + 1 : at, 0, symbol);
    return { name, symbols: left };
  });
}
