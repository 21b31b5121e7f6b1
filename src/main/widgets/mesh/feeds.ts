import { Fields } from "../stream/fields";

/** A feed of the schedule, and how its last poll went. */
export interface Feed {
  readonly url: string;
  readonly title: string;
  readonly category: string;
  readonly status: number;
  readonly error: string;
  readonly streak: number;
  readonly items: number;
  readonly polledMs: number;
  readonly nextMs: number;
}

/** The feeds of an answer of `/api/feeds`; those that fail come first. */
export function parseFeeds(answer: unknown): readonly Feed[] {
  const feeds = (Fields.of(answer)?.objects("feeds") ?? []).map((f) => ({
    url: f.text("url") ?? "",
    title: f.text("title") || (f.text("url") ?? ""),
    category: f.text("category") ?? "",
    status: f.number("status") ?? 0,
    error: f.text("error") ?? "",
    streak: f.number("error_streak") ?? 0,
    items: f.number("items") ?? 0,
    polledMs: f.time("polled_ms") ?? 0,
    nextMs: f.time("next_ms") ?? 0,
  }));
  return feeds.sort((a, b) => b.streak - a.streak || a.category.localeCompare(b.category) || a.url.localeCompare(b.url));
}
