import { isLocked, login } from "../login/access";
import { browser } from "../stream/browser";
import { StreamClient, type Connection } from "../stream/client";
import { Cells } from "./cells";
import { ServerClock } from "./clock";
import { EMPTY_MARKET, Market, type MarketCells } from "./market";
import { applyTheme, nextTheme, storedTheme, type Theme } from "./theme";

export type Tab = "watchlist" | "news" | "events" | "mesh";

/** What the page shows about itself; never frozen. `localMs` is this browser's time, once a second. */
export interface PageCells {
  connection: Connection;
  localMs: number;
  lagMs: number | undefined;
  tickAgeMs: number | undefined;
  frozen: boolean;
  buffered: number;
  theme: Theme;
  ticker: string | undefined;
  category: string | undefined;
  tab: Tab;
  /** The gateway wants a token. */
  locked: boolean;
}

const TOPICS = "snapshot:*,news,analysis,events,mesh";
const MOVE_MS = 80;
const frame = (run: () => void) => void requestAnimationFrame(run);
const clock = new ServerClock(Date.now);

/** The market moves about ten times a second: faster cannot be read, and costs a layout each time. */
export const market = new Cells<MarketCells>(EMPTY_MARKET, (run) => void setTimeout(() => frame(run), MOVE_MS));
export const page = new Cells<PageCells>(
  {
    connection: { phase: "connecting" },
    localMs: Date.now(),
    lagMs: undefined,
    tickAgeMs: undefined,
    frozen: false,
    buffered: 0,
    theme: storedTheme(),
    ticker: undefined,
    category: undefined,
    tab: "watchlist",
    locked: false,
  },
  frame,
);

const fold = new Market(market, () => clock.now());
const client = new StreamClient(`/sse?topics=${TOPICS}`, browser, {
  connection: (state) => {
    page.set("connection", state);
    if (state.phase === "reconnecting") void askWhetherLocked();
  },
  event: (event) => {
    clock.observe(event);
    fold.apply(event);
    if (page.latest("frozen") && event.kind !== "heartbeat") page.set("buffered", page.latest("buffered") + 1);
  },
});

/** Connects, and keeps the page's own clock running. */
export function start(): void {
  applyTheme(page.get("theme"));
  client.start();
  setInterval(() => {
    market.set("nowMs", clock.now());
    page.set("localMs", Date.now());
    page.set("lagMs", clock.lagMs);
    page.set("tickAgeMs", clock.newestTickMs === undefined ? undefined : clock.now() - clock.newestTickMs);
  }, 1_000);
  addEventListener("online", reconnectNow);
  addEventListener("pagehide", () => client.stop());
  addEventListener("pageshow", (event) => event.persisted && client.start());
}

/** A stream that is refused says nothing about why; the REST mirror does. */
async function askWhetherLocked(): Promise<void> {
  if (await isLocked(fetch)) page.set("locked", true);
}

/** Answers what is wrong with the token; nothing, and the page goes on, when it is right. */
export async function unlock(token: string): Promise<string> {
  const trouble = await login(fetch, token);
  if (trouble) return trouble;
  page.set("locked", false);
  reconnectNow();
  return "";
}

export const reconnectNow = () => client.reconnectNow();

export function toggleFreeze(): void {
  const frozen = !page.latest("frozen");
  page.set("frozen", frozen);
  page.set("buffered", 0);
  market.freeze(frozen);
}

export function toggleTheme(): void {
  const theme = nextTheme(page.latest("theme"));
  page.set("theme", theme);
  applyTheme(theme);
}

/** Filters the news by a symbol, or by none when it is the chosen one already. */
export function toggleTicker(symbol: string | undefined): void {
  page.set("ticker", page.latest("ticker") === symbol ? undefined : symbol);
}

export function toggleCategory(category: string | undefined): void {
  page.set("category", page.latest("category") === category ? undefined : category);
}
