import type { NewsEntry } from "../store/market";

/** One story: its newest item, and the others that tell it too. */
export interface Story {
  readonly entry: NewsEntry;
  readonly others: readonly NewsEntry[];
}

/** Items that tell the same story together, each story where its newest item stands. */
export function stories(news: readonly NewsEntry[]): readonly Story[] {
  const byStory = new Map<string, NewsEntry[]>();
  for (const entry of news) {
    const told = byStory.get(entry.item.storyId);
    if (told) told.push(entry);
    else byStory.set(entry.item.storyId, [entry]);
  }
  return [...byStory.values()].map(([entry, ...others]) => ({ entry: entry!, others }));
}
