import type { Swarm } from "../store/swarm";

export const SHORTCUTS: readonly (readonly [key: string, what: string])[] = [
  ["j", "Next news item"],
  ["k", "Previous news item"],
  ["o", "Open the item's link"],
  ["v", "Open or close the item"],
  ["m", "Mark the item read or unread"],
  ["s", "Star the item"],
  ["/", "Search the news"],
  ["Esc", "Clear and leave the search"],
  ["w", "Go to the watchlist"],
  ["c", "Go to the chart"],
  ["↑ ↓", "Move over the watchlist"],
  ["Alt ↑ ↓", "Move the symbol within its section; a mouse can drag it"],
  ["Enter", "Show the symbol's chart and news"],
  ["Del", "Take the symbol off the watchlist"],
  ["← →", "Move the crosshair of the chart"],
  ["f", "Freeze or resume the screen"],
  ["t", "Dark, light or the system's colours"],
  ["?", "This help"],
];

export function listenToKeys(swarm: Swarm): void {
  const actions: Readonly<Record<string, () => void>> = {
    "/": () => focus("input[type=search]"),
    j: () => moveNews(1),
    k: () => moveNews(-1),
    o: () => press("a[data-headline]"),
    v: () => press("[data-open]"),
    m: () => press("[data-read]"),
    s: () => press("[data-star]"),
    w: () => focus("button.symbol"),
    c: () => focus(".chart-canvas"),
    f: () => swarm.toggleFreeze(),
    t: () => swarm.toggleTheme(),
    "?": toggleHelp,
  };
  document.addEventListener("keydown", (event) => {
    const action = actions[event.key];
    if (!action || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    event.preventDefault();
    action();
  });
}

export function toggleHelp(): void {
  const dialog = document.getElementById("help") as HTMLDialogElement | null;
  if (dialog?.open) dialog.close();
  else dialog?.showModal();
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null;
}

function focus(selector: string): void {
  document.querySelector<HTMLElement>(selector)?.focus();
}

function moveNews(step: 1 | -1): void {
  const items = [...document.querySelectorAll<HTMLElement>("[data-news]")];
  const at = items.findIndex((item) => item.contains(document.activeElement));
  const next = items[at < 0 ? 0 : Math.min(items.length - 1, Math.max(0, at + step))];
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: "nearest" });
}

/** Presses something of the news item that has the focus. */
function press(selector: string): void {
  document.activeElement?.closest("[data-news]")?.querySelector<HTMLElement>(selector)?.click();
}
