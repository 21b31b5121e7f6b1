const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;

/** Waiting time before an attempt (0 is the first): doubling, at most 30 s, its upper half spread by chance (0 to 1). */
export function backoffMs(attempt: number, chance: number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 10));
  return Math.round(full / 2 + (full / 2) * chance);
}
