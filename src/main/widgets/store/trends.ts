import { Fields } from "../stream/fields";

const AT_ONCE = 2;
const POINTS = 90;

/** Asks for the past prices of symbols, once each and few at a time, so that a line has a trend from the start. */
export class Trends {
  private readonly asked = new Set<string>();
  private readonly waiting: string[] = [];
  private running = 0;

  constructor(
    private readonly ask: (path: string) => Promise<unknown>,
    private readonly found: (symbol: string, prices: readonly number[]) => void,
  ) {}

  want(symbol: string): void {
    if (this.asked.has(symbol)) return;
    this.asked.add(symbol);
    this.waiting.push(symbol);
    this.next();
  }

  private next(): void {
    const symbol = this.running < AT_ONCE ? this.waiting.shift() : undefined;
    if (symbol === undefined) return;
    this.running++;
    void this.ask(`/api/bars/${encodeURIComponent(symbol)}?interval=1m&limit=${POINTS}`).then((answer) => {
      this.running--;
      const bars = Fields.of(answer)?.objects("bars") ?? [];
      this.found(
        symbol,
        bars.flatMap((bar) => bar.number("close") ?? []),
      );
      this.next();
    });
  }
}
