const FAR_ENOUGH = 6;
const EDGE = 28;
const STEP = 14;

/** Where a dragged line was let go: before or after another one. */
export type Dropped = (symbol: string, onto: string, after: boolean) => void;

/**
 * Begins to drag a line of the table by the cell with its symbol, with a mouse or a pen; a finger scrolls. Until the pointer
 * has moved far enough it is a click. Escape puts the line back.
 */
export function drag(down: PointerEvent, dropped: Dropped): void {
  const cell = (down.target as Element).closest<HTMLElement>("th.col-symbol");
  const row = cell?.closest<HTMLElement>("tr[data-symbol]");
  if (!cell || !row || down.button !== 0 || down.pointerType === "touch") return;
  const scroller = row.closest<HTMLElement>(".scroll");
  const watching = new AbortController();
  const { signal } = watching;
  let moving = false;
  let over: HTMLElement | undefined;

  const mark = (line: HTMLElement | undefined, after: boolean) => {
    if (over !== line) delete over?.dataset.drop;
    over = line;
    if (over) over.dataset.drop = after ? "after" : "before";
  };
  const move = (event: PointerEvent) => {
    moving ||= Math.abs(event.clientY - down.clientY) > FAR_ENOUGH;
    if (!moving) return;
    cell.setPointerCapture(down.pointerId);
    row.dataset.dragged = "";
    if (scroller) scrollAtEdge(scroller, event.clientY);
    const line = lineAt(row, event);
    mark(line === row ? undefined : line, line !== undefined && event.clientY > middle(line));
  };
  const end = (keep: boolean) => {
    watching.abort();
    const onto = over?.dataset;
    if (keep && onto?.symbol) dropped(row.dataset.symbol!, onto.symbol, onto.drop === "after");
    mark(undefined, false);
    delete row.dataset.dragged;
    if (moving) swallowClick();
  };
  addEventListener("pointermove", move, { signal });
  addEventListener("pointerup", () => end(true), { signal });
  addEventListener("pointercancel", () => end(false), { signal });
  addEventListener("keydown", (event) => event.key === "Escape" && end(false), { signal });
}

function lineAt(row: HTMLElement, { clientX, clientY }: PointerEvent): HTMLElement | undefined {
  const root = row.getRootNode() as Document | ShadowRoot;
  return root.elementFromPoint(clientX, clientY)?.closest<HTMLElement>("tr[data-symbol]") ?? undefined;
}

function middle(line: HTMLElement): number {
  const { top, bottom } = line.getBoundingClientRect();
  return (top + bottom) / 2;
}

function scrollAtEdge(scroller: HTMLElement, y: number): void {
  const { top, bottom } = scroller.getBoundingClientRect();
  if (y < top + EDGE) scroller.scrollTop -= STEP;
  else if (y > bottom - EDGE) scroller.scrollTop += STEP;
}

/** The click that a browser sends after a drag has ended is none. */
function swallowClick(): void {
  const swallow = (event: Event) => event.stopPropagation();
  addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => removeEventListener("click", swallow, { capture: true }));
}
