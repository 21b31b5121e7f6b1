import { isLocked, login } from "../login/access";
import { browser } from "../stream/browser";
import { StreamClient, type Connection } from "../stream/client";
import { SharedStream } from "../stream/share";
import { tabsOf } from "../stream/tabs";
import type { WireEvent } from "../stream/wire";
import { Cells } from "./cells";
import { ServerClock } from "./clock";
import { Desk, type Shelf, type Theme } from "./desk";
import { EMPTY_MARKET, Market, type MarketCells } from "./market";
import { Trends } from "./trends";

export type Tab = "watchlist" | "chart" | "news" | "dock";

/** What the page shows about itself; never frozen. `localMs` is this browser's time, once a second. */
export interface PageCells {
  connection: Connection;
  localMs: number;
  lagMs: number | undefined;
  tickAgeMs: number | undefined;
  frozen: boolean;
  buffered: number;
  /** The symbol of the chart. */
  symbol: string | undefined;
  /** What the news are narrowed to. */
  ticker: string | undefined;
  category: string | undefined;
  tab: Tab;
  /** The gateway wants a token. */
  locked: boolean;
}

const TOPICS = "snapshot:*,news,analysis,briefings,events,mesh";
const MOVE_MS = 80;
const THEMES: readonly Theme[] = ["dark", "light", "system"];
const frame = (run: () => void) => void requestAnimationFrame(run);

/** Asked for at every use: where storage is switched off, it is the asking that fails. */
const SHELF: Shelf = {
  getItem: (key) => localStorage.getItem(key),
  setItem: (key, value) => localStorage.setItem(key, value),
};

const FRESH_PAGE: PageCells = {
  connection: { phase: "connecting" },
  localMs: Date.now(),
  lagMs: undefined,
  tickAgeMs: undefined,
  frozen: false,
  buffered: 0,
  symbol: undefined,
  ticker: undefined,
  category: undefined,
  tab: "watchlist",
  locked: false,
};

/** One gateway as a page sees it: its stream, what has come over it, and what the user does with it. */
export class Swarm {
  /** The market moves about ten times a second: faster cannot be read, and costs a layout each time. */
  readonly market = new Cells<MarketCells>(EMPTY_MARKET, (run) => void setTimeout(() => frame(run), MOVE_MS));
  readonly page = new Cells<PageCells>(FRESH_PAGE, frame);
  readonly desk = new Desk(SHELF, frame);
  private readonly clock = new ServerClock(Date.now);
  private readonly fold = new Market(this.market, () => this.clock.now());
  readonly trends = new Trends(
    (path) => this.ask(path),
    (symbol, prices) => this.fold.past(symbol, prices),
  );
  private readonly stream: SharedStream;
  private ticking: number | undefined;

  /** @param gateway its address, as `http://localhost:8080`; empty where the page comes from it */
  constructor(private readonly gateway: string) {
    const url = `${gateway}/sse?topics=${TOPICS}`;
    this.stream = new SharedStream(
      tabsOf(gateway),
      (listener) => new StreamClient(url, browser, listener),
      { connection: (state) => this.connected(state), event: (event) => this.received(event) },
      () => this.fold.events(),
    );
  }

  /** Connects, and keeps the page's own clock running. */
  readonly start = (): void => {
    if (this.ticking !== undefined) return;
    this.stream.start();
    this.ticking = setInterval(() => this.tick(), 1_000);
    addEventListener("online", this.reconnectNow);
    addEventListener("pagehide", this.stop);
    addEventListener("pageshow", this.resume);
    addEventListener("storage", this.reread);
  };

  readonly stop = (): void => {
    clearInterval(this.ticking);
    this.ticking = undefined;
    this.stream.stop();
    removeEventListener("online", this.reconnectNow);
    removeEventListener("pagehide", this.stop);
    removeEventListener("storage", this.reread);
  };

  readonly reconnectNow = (): void => this.stream.reconnectNow();

  /** The whole address of something that the gateway serves. */
  address(path: string): string {
    return this.gateway + path;
  }

  /** An address of the REST mirror; undefined when it does not answer with JSON. */
  async ask(path: string, signal?: AbortSignal): Promise<unknown> {
    try {
      const answer = await fetch(this.gateway + path, { signal, credentials: "include" });
      return answer.ok ? await answer.json() : undefined;
    } catch {
      return undefined;
    }
  }

  /** Answers what is wrong with the token; nothing, and the page goes on, when it is right. */
  async unlock(token: string): Promise<string> {
    const trouble = await login(fetch, this.gateway, token);
    if (trouble) return trouble;
    this.page.set("locked", false);
    this.reconnectNow();
    return "";
  }

  toggleFreeze(): void {
    const frozen = !this.page.latest("frozen");
    this.page.set("frozen", frozen);
    this.page.set("buffered", 0);
    this.market.freeze(frozen);
  }

  toggleTheme(): void {
    const at = THEMES.indexOf(this.desk.cells.latest("theme"));
    this.desk.set("theme", THEMES[(at + 1) % THEMES.length] ?? "dark");
  }

  /** Shows the symbol in the chart and its news; choosing it again shows all news. */
  choose(symbol: string): void {
    const { page } = this;
    const again = page.latest("symbol") === symbol && page.latest("ticker") === symbol;
    page.set("symbol", symbol);
    page.set("ticker", again ? undefined : symbol);
  }

  /** Filters the news by a symbol, or by none when it is the chosen one already. */
  toggleTicker(symbol: string | undefined): void {
    this.page.set("ticker", this.page.latest("ticker") === symbol ? undefined : symbol);
  }

  toggleCategory(category: string | undefined): void {
    this.page.set("category", this.page.latest("category") === category ? undefined : category);
  }

  private readonly resume = (event: PageTransitionEvent): void => {
    if (event.persisted) this.start();
  };

  private readonly reread = (): void => this.desk.reread();

  private connected(state: Connection): void {
    this.page.set("connection", state);
    if (state.phase === "reconnecting") void this.askWhetherLocked();
    if (state.phase === "live") this.page.set("locked", false);
  }

  private received(event: WireEvent): void {
    this.clock.observe(event);
    this.fold.apply(event);
    const { page } = this;
    if (page.latest("frozen") && event.kind !== "heartbeat") page.set("buffered", page.latest("buffered") + 1);
  }

  private tick(): void {
    const { clock, market, page } = this;
    market.set("nowMs", clock.now());
    page.set("localMs", Date.now());
    page.set("lagMs", clock.lagMs);
    page.set("tickAgeMs", clock.newestTickMs === undefined ? undefined : clock.now() - clock.newestTickMs);
  }

  /** A stream that is refused says nothing about why; the REST mirror does. */
  private async askWhetherLocked(): Promise<void> {
    if (await isLocked(fetch, this.gateway)) this.page.set("locked", true);
  }
}
