import type { WireEvent } from "../stream/wire";

const SAMPLES = 8;

/** Time by the server's clock, and how far the newest tick was behind it when it came. */
export class ServerClock {
  private skews: readonly number[] = [];
  newestTickMs: number | undefined;
  lagMs: number | undefined;

  constructor(private readonly localNow: () => number) {}

  now(): number {
    return this.localNow() + (this.skews.length === 0 ? 0 : Math.max(...this.skews));
  }

  observe(event: WireEvent): void {
    this.observeServer(event);
    const tickMs = event.kind === "snapshot" ? event.snapshot.tsMs : undefined;
    if (tickMs === undefined || tickMs <= (this.newestTickMs ?? 0)) return;
    this.newestTickMs = tickMs;
    this.lagMs = Math.max(0, this.now() - tickMs);
  }

  /** The way through the network makes a sample too small, never too large: the largest of the last few is nearest. */
  private observeServer(event: WireEvent): void {
    const serverMs = event.kind === "hello" ? event.hello.serverMs : event.kind === "heartbeat" ? event.serverMs : undefined;
    if (serverMs !== undefined) this.skews = [...this.skews, serverMs - this.localNow()].slice(-SAMPLES);
  }
}
