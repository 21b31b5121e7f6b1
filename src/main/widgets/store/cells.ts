/**
 * Named values that can be observed one by one. Writes are staged and shown together at the next frame, so that a burst
 * of events costs one rendering; while frozen they stay staged, and nothing on the screen moves.
 */
export class Cells<S extends object> {
  private readonly shown: S;
  private readonly staged = new Map<keyof S, S[keyof S]>();
  private readonly listeners = new Map<keyof S, Set<() => void>>();
  private scheduled = false;
  private frozen = false;

  constructor(
    initial: S,
    private readonly nextFrame: (run: () => void) => void,
  ) {
    this.shown = { ...initial };
  }

  /** What is on the screen. */
  get<K extends keyof S>(key: K): S[K] {
    return this.shown[key];
  }

  /** What will be on the screen after the next frame. */
  latest<K extends keyof S>(key: K): S[K] {
    return this.staged.has(key) ? (this.staged.get(key) as S[K]) : this.shown[key];
  }

  set<K extends keyof S>(key: K, value: S[K]): void {
    if (Object.is(this.latest(key), value)) return;
    this.staged.set(key, value);
    this.schedule();
  }

  subscribe(key: keyof S, listener: () => void): () => void {
    const those = this.listeners.get(key) ?? new Set();
    this.listeners.set(key, those.add(listener));
    return () => {
      those.delete(listener);
      if (those.size === 0 && this.listeners.get(key) === those) this.listeners.delete(key);
    };
  }

  freeze(frozen: boolean): void {
    this.frozen = frozen;
    this.schedule();
  }

  private schedule(): void {
    if (this.frozen || this.scheduled || this.staged.size === 0) return;
    this.scheduled = true;
    this.nextFrame(() => {
      this.scheduled = false;
      if (!this.frozen) this.show();
    });
  }

  private show(): void {
    const concerned = new Set<() => void>();
    for (const [key, value] of this.staged) {
      this.shown[key] = value;
      this.listeners.get(key)?.forEach((listener) => concerned.add(listener));
    }
    this.staged.clear();
    concerned.forEach((listener) => listener());
  }
}
