import { backoffMs } from "./backoff";
import { parse } from "./parse";
import { KINDS, type WireEvent } from "./wire";

/** Where the stream stands; `atMs` (this browser's clock) is when the next attempt starts, if that is known. */
export type Connection =
  | { readonly phase: "connecting" }
  | { readonly phase: "live" }
  | { readonly phase: "stale"; readonly sinceMs: number }
  | { readonly phase: "reconnecting"; readonly atMs?: number };

/** What the client needs of an EventSource. */
export interface Source {
  readonly readyState: number;
  addEventListener(type: string, listener: (event: { data?: string; lastEventId?: string }) => void): void;
  close(): void;
}

/** The world outside: the network, the clock, chance. */
export interface Outside {
  open(url: string): Source;
  now(): number;
  random(): number;
  after(ms: number, run: () => void): () => void;
}

export interface Listener {
  connection(state: Connection): void;
  /** @param cursor where a later stream goes on after this event */
  event(event: WireEvent, cursor: string): void;
}

/** Heartbeats come every 15 s: 20 s of silence is late, 40 s is a dead line. */
export const STALE_MS = 20_000;
export const DEAD_MS = 40_000;
const CLOSED = 2;

/**
 * One stream of events from the gateway. The browser reconnects by itself while it can; where it gives up, or where the
 * line is dead without saying so, the client opens a new stream that continues after the last event it has seen.
 */
export class StreamClient {
  private source: Source | undefined;
  private cursor = "";
  private attempt = 0;
  private lastSignMs = 0;
  private byeUntilMs = 0;
  private phase: Connection["phase"] = "connecting";
  private cancelWatch = () => {};
  private cancelRetry = () => {};

  constructor(
    private readonly url: string,
    private readonly outside: Outside,
    private readonly listener: Listener,
  ) {}

  /** @param cursor where an earlier stream has come to; absent: from now on */
  start(cursor = ""): void {
    this.cursor = cursor;
    this.become({ phase: "connecting" });
    this.connect();
  }

  stop(): void {
    this.cancelRetry();
    this.cancelWatch();
    this.source?.close();
    this.source = undefined;
  }

  /** Skips what is left of a waiting time. */
  reconnectNow(): void {
    if (this.phase === "live") return;
    this.stop();
    this.become({ phase: "reconnecting" });
    this.connect();
  }

  private connect(): void {
    const resume = this.cursor ? `&last_event_id=${encodeURIComponent(this.cursor)}` : "";
    const source = this.outside.open(this.url + resume);
    this.source = source;
    this.lastSignMs = this.outside.now();
    for (const kind of KINDS) {
      source.addEventListener(kind, (event) => {
        if (source === this.source) this.received(kind, event.data ?? "", event.lastEventId ?? "");
      });
    }
    source.addEventListener("error", () => {
      if (source === this.source) this.failed(source);
    });
    this.watch(STALE_MS);
  }

  private received(kind: WireEvent["kind"], data: string, id: string): void {
    this.lastSignMs = this.outside.now();
    this.attempt = 0;
    if (id) this.cursor = id;
    if (this.phase !== "live") this.become({ phase: "live" });
    const event = parse(kind, data);
    if (!event) return;
    if (event.kind === "bye") this.byeUntilMs = this.lastSignMs + (event.retryMs ?? 0);
    this.listener.event(event, this.cursor);
  }

  private failed(source: Source): void {
    if (source.readyState === CLOSED) return this.retryLater();
    const atMs = this.byeUntilMs > this.outside.now() ? this.byeUntilMs : undefined;
    this.become({ phase: "reconnecting", atMs });
  }

  private retryLater(): void {
    this.stop();
    const waitMs = backoffMs(this.attempt++, this.outside.random());
    this.become({ phase: "reconnecting", atMs: this.outside.now() + waitMs });
    this.cancelRetry = this.outside.after(waitMs, () => {
      this.become({ phase: "reconnecting" });
      this.connect();
    });
  }

  private watch(ms: number): void {
    this.cancelWatch();
    this.cancelWatch = this.outside.after(ms, () => this.checkSilence());
  }

  private checkSilence(): void {
    const silentMs = this.outside.now() - this.lastSignMs;
    if (silentMs >= DEAD_MS) return this.retryLater();
    if (silentMs < STALE_MS) return this.watch(STALE_MS - silentMs);
    if (this.phase === "live") this.become({ phase: "stale", sinceMs: this.lastSignMs });
    this.watch(DEAD_MS - silentMs);
  }

  private become(state: Connection): void {
    this.phase = state.phase;
    this.listener.connection(state);
  }
}
