/** The prices of this session, oldest first, thinned out so that the whole session stays in a bounded list. */
export interface Series {
  readonly points: readonly number[];
  readonly lastMs: number;
  readonly spacingMs: number;
}

const MOST_POINTS = 120;
const PAST_SPACING_MS = 60_000;
export const NO_PRICES: Series = { points: [], lastMs: 0, spacingMs: 1_000 };

/** With prices from before, one a minute, where they tell more than what has come since: that is the newest point. */
export function withPast(series: Series, past: readonly number[]): Series {
  if (past.length < series.points.length) return series;
  const points = [...past, ...series.points.slice(-1)].slice(-MOST_POINTS);
  return { points, lastMs: series.lastMs, spacingMs: PAST_SPACING_MS };
}

/** Adds a price; within the spacing it replaces the newest point, and a full list drops every second point. */
export function withPrice(series: Series, price: number, atMs: number): Series {
  const { points, lastMs, spacingMs } = series;
  if (points.length > 1 && atMs - lastMs < spacingMs) {
    return { ...series, points: [...points.slice(0, -1), price] };
  }
  if (points.length < MOST_POINTS) return { points: [...points, price], lastMs: atMs, spacingMs };
  const thinned = points.filter((_, index) => index % 2 === 0);
  return { points: [...thinned, price], lastMs: atMs, spacingMs: spacingMs * 2 };
}
