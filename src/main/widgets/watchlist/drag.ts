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
  if (cell && row && down.button === 0 && down.pointerType !== "touch") new Drag(down, cell, row, dropped);
}

/** From pressing the button until it is let go. */
class Drag {
  private readonly watching = new AbortController();
  private moving = false;
  private over: HTMLElement | undefined;

  constructor(
    private readonly down: PointerEvent,
    private readonly cell: HTMLElement,
    private readonly row: HTMLElement,
    private readonly dropped: Dropped,
  ) {
    const { signal } = this.watching;
    addEventListener("pointermove", (event) => this.move(event), { signal });
    addEventListener("pointerup", () => this.end(true), { signal });
    addEventListener("pointercancel", () => this.end(false), { signal });
    addEventListener("keydown", (event) => event.key === "Escape" && this.end(false), { signal });
  }

  private move(event: PointerEvent): void {
    if (!this.moving && Math.abs(event.clientY - this.down.clientY) > FAR_ENOUGH) this.begin();
    if (!this.moving) return;
    const scroller = this.row.closest<HTMLElement>(".scroll");
    if (scroller) scrollAtEdge(scroller, event.clientY);
    const line = lineAt(this.row, event);
    this.mark(line === this.row ? undefined : line, event.clientY);
  }

  private begin(): void {
    this.moving = true;
    this.cell.setPointerCapture(this.down.pointerId);
    this.row.dataset.dragged = "";
  }

  private mark(line: HTMLElement | undefined, y: number): void {
    if (this.over !== line) delete this.over?.dataset.drop;
    this.over = line;
    if (line) line.dataset.drop = y > middle(line) ? "after" : "before";
  }

  private end(keep: boolean): void {
    this.watching.abort();
    const { symbol, drop } = this.over?.dataset ?? {};
    this.mark(undefined, 0);
    delete this.row.dataset.dragged;
    if (this.moving) swallowClick();
    if (keep && symbol) this.dropped(this.row.dataset.symbol!, symbol, drop === "after");
  }
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
