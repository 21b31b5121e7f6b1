import { memo } from "react";
import type { Series } from "../store/series";

const WIDTH = 100;
const HEIGHT = 28;
const MARGIN = 2;

/** The session's prices as a line with a faint area below it; the figures beside it say the rest. */
export const Sparkline = memo(function Sparkline({ series }: { readonly series: Series }) {
  const { points } = series;
  if (points.length < 2) return <svg className="spark" aria-hidden="true" />;
  const line = linePath(points);
  return (
    <svg className="spark" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      <path className="spark-area" d={`${line}V${HEIGHT}H0z`} />
      <path className="spark-line" d={line} />
    </svg>
  );
});

/** An SVG path over the whole width, scaled to the lowest and highest price. */
export function linePath(points: readonly number[]): string {
  const low = Math.min(...points);
  const span = Math.max(...points) - low;
  const x = (index: number) => ((index / (points.length - 1)) * WIDTH).toFixed(1);
  const y = (price: number) => {
    const part = span === 0 ? 0.5 : (price - low) / span;
    return (HEIGHT - MARGIN - part * (HEIGHT - 2 * MARGIN)).toFixed(1);
  };
  return points.map((price, index) => `${index === 0 ? "M" : "L"}${x(index)} ${y(price)}`).join("");
}
