import type { NewsEntry } from "../store/market";

export interface NewsFilter {
  readonly text: string;
  readonly ticker: string | undefined;
  readonly category: string | undefined;
  /** Only items of this list, as the starred ones; absent: all. */
  readonly only?: readonly string[];
}

/** Items that carry the symbol and the category, and every word of the text somewhere. */
export function matching(news: readonly NewsEntry[], filter: NewsFilter): readonly NewsEntry[] {
  const { ticker, category, only } = filter;
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return news.filter(({ item }) => {
    if (ticker && !item.tickers.includes(ticker)) return false;
    if (category && item.category !== category) return false;
    if (only && !only.includes(item.uid)) return false;
    if (words.length === 0) return true;
    const all = `${item.title} ${item.summary} ${item.source} ${item.category} ${item.tickers.join(" ")}`.toLowerCase();
    return words.every((word) => all.includes(word));
  });
}

/** Splits off what came after the reader scrolled away from the top: it waits, so that nothing jumps. */
export function held(news: readonly NewsEntry[], lastSeen: number | undefined) {
  if (lastSeen === undefined) return { shown: news, waiting: 0 };
  const shown = news.filter((entry) => entry.arrival <= lastSeen);
  return { shown, waiting: news.length - shown.length };
}
