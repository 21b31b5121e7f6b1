import { toggleFreeze } from "../store/page";

export const SHORTCUTS: readonly (readonly [key: string, what: string])[] = [
  ["/", "Search the news"],
  ["j", "Next news item"],
  ["k", "Previous news item"],
  ["o", "Open the item's link"],
  ["f", "Freeze or resume the screen"],
  ["↑ ↓", "Move over the watchlist"],
  ["Esc", "Clear and leave the search"],
  ["?", "This help"],
];

const ACTIONS: Readonly<Record<string, () => void>> = {
  "/": () => document.getElementById("news-search")?.focus(),
  j: () => moveNews(1),
  k: () => moveNews(-1),
  o: openNews,
  f: toggleFreeze,
  "?": toggleHelp,
};

export function listenToKeys(): void {
  document.addEventListener("keydown", (event) => {
    const action = ACTIONS[event.key];
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

function moveNews(step: 1 | -1): void {
  const items = [...document.querySelectorAll<HTMLElement>("[data-news]")];
  const at = items.findIndex((item) => item.contains(document.activeElement));
  const next = items[at < 0 ? 0 : Math.min(items.length - 1, Math.max(0, at + step))];
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: "nearest" });
}

function openNews(): void {
  const item = document.activeElement?.closest("[data-news]");
  item?.querySelector<HTMLAnchorElement>("a[data-headline]")?.click();
}
