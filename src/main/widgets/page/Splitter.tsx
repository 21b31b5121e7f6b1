import { type KeyboardEvent, type PointerEvent } from "react";
import type { Sizes } from "../store/desk";
import { useDesk, useSwarm } from "../store/hooks";

const LEAST = 15;
const MOST = 60;
const STEP = 2;

interface Props {
  readonly part: keyof Sizes;
  readonly label: string;
}

/** The line between two parts of the board: drawn with the pointer, or moved with the arrow keys. */
export function Splitter({ part, label }: Props) {
  const { desk } = useSwarm();
  const sizes = useDesk("sizes");
  const lying = part === "dock";
  const resize = (percent: number) =>
    desk.set("sizes", { ...sizes, [part]: Math.round(Math.min(MOST, Math.max(LEAST, percent)) * 10) / 10 });

  const drag = (event: PointerEvent<HTMLElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const box = event.currentTarget.parentElement!.getBoundingClientRect();
    const along = lying ? (box.bottom - event.clientY) / box.height : (event.clientX - box.left) / box.width;
    resize(100 * (part === "news" ? 1 - along : along));
  };
  const press = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -STEP, ArrowDown: -STEP, ArrowRight: STEP, ArrowUp: STEP }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    resize(sizes[part] + (part === "news" ? -step : step));
  };
  return (
    <div
      className={lying ? "splitter lying" : "splitter"}
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={lying ? "horizontal" : "vertical"}
      aria-valuenow={Math.round(sizes[part])}
      aria-valuemin={LEAST}
      aria-valuemax={MOST}
      onKeyDown={press}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
    />
  );
}
