import { Fields } from "../stream/fields";
import { Cells } from "./cells";

export type Theme = "dark" | "light" | "system";
export type Dock = "events" | "briefings" | "mesh" | "log";

/** A named part of the watchlist, in the user's own order. */
export interface Section {
  readonly name: string;
  readonly symbols: readonly string[];
}

export interface Sort {
  readonly column: string;
  readonly descending: boolean;
}

/** Parts of the board in percent of it. */
export interface Sizes {
  readonly watch: number;
  readonly news: number;
  readonly dock: number;
}

/** How this user has set up the page; kept in this browser. */
export interface DeskCells {
  theme: Theme;
  sort: Sort;
  sections: readonly Section[];
  /** Symbols taken off the watchlist. */
  hidden: readonly string[];
  collapsed: readonly string[];
  sizes: Sizes;
  dock: Dock;
  interval: string;
  line: boolean;
  starred: readonly string[];
  read: readonly string[];
}

export const FRESH: DeskCells = {
  theme: "dark",
  sort: { column: "", descending: false },
  sections: [],
  hidden: [],
  collapsed: [],
  sizes: { watch: 30, news: 30, dock: 34 },
  dock: "events",
  interval: "1m",
  line: false,
  starred: [],
  read: [],
};

/** Of what only grows with use, the newest are kept. */
const MOST = 1_000;
const KEY = "marketswarm.desk";

/** Where it is kept; in tests, a map. */
export interface Shelf {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

/** The user's set-up: read from the shelf when the page opens, and put back with every change. */
export class Desk {
  readonly cells: Cells<DeskCells>;

  constructor(
    private readonly shelf: Shelf,
    nextFrame: (run: () => void) => void,
  ) {
    this.cells = new Cells<DeskCells>(this.kept(), nextFrame);
  }

  set<K extends keyof DeskCells>(key: K, value: DeskCells[K]): void {
    this.cells.set(key, value);
    const all = Object.keys(FRESH).map((name) => [name, this.cells.latest(name as keyof DeskCells)]);
    try {
      this.shelf.setItem(KEY, JSON.stringify(Object.fromEntries(all)));
    } catch {
      // storage is full or switched off: the choice lasts as long as the page
    }
  }

  /** Puts a value into a list, or takes it out. */
  toggle(key: "hidden" | "collapsed" | "starred" | "read", value: string): void {
    const list = this.cells.latest(key);
    this.set(key, list.includes(value) ? list.filter((other) => other !== value) : [...list, value].slice(-MOST));
  }

  /** Takes over what another tab has changed. */
  reread(): void {
    const kept = this.kept();
    (Object.keys(kept) as (keyof DeskCells)[]).forEach((key) => this.take(key, kept));
  }

  private take<K extends keyof DeskCells>(key: K, kept: DeskCells): void {
    const same = JSON.stringify(kept[key]) === JSON.stringify(this.cells.latest(key));
    if (!same) this.cells.set(key, kept[key]);
  }

  private kept(): DeskCells {
    try {
      return read(Fields.parse(this.shelf.getItem(KEY) ?? "{}"));
    } catch {
      return FRESH;
    }
  }
}

/** What is missing, or of the wrong kind, is as if the page was fresh. */
function read(f: Fields | undefined): DeskCells {
  if (!f) return FRESH;
  const sizes = f.object("sizes");
  const sort = f.object("sort");
  return {
    theme: oneOf(f.text("theme"), ["dark", "light", "system"]) ?? FRESH.theme,
    sort: { column: sort.text("column") ?? FRESH.sort.column, descending: sort.flag("descending") },
    sections: f.objects("sections").map((one) => ({ name: one.text("name") ?? "", symbols: one.texts("symbols") })),
    hidden: f.texts("hidden"),
    collapsed: f.texts("collapsed"),
    sizes: {
      watch: sizes.number("watch") ?? FRESH.sizes.watch,
      news: sizes.number("news") ?? FRESH.sizes.news,
      dock: sizes.number("dock") ?? FRESH.sizes.dock,
    },
    dock: oneOf(f.text("dock"), ["events", "briefings", "mesh", "log"]) ?? FRESH.dock,
    interval: oneOf(f.text("interval"), ["1s", "1m", "5m"]) ?? FRESH.interval,
    line: f.flag("line"),
    starred: f.texts("starred").slice(-MOST),
    read: f.texts("read").slice(-MOST),
  };
}

function oneOf<T extends string>(value: string | undefined, all: readonly T[]): T | undefined {
  return all.find((one) => one === value);
}
