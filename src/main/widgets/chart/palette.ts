/** Colours of the theme as the canvas needs them. */
export interface Palette {
  readonly up: string;
  readonly down: string;
  readonly text: string;
  readonly dim: string;
  readonly line: string;
  readonly raised: string;
  readonly accent: string;
  readonly brand: string;
}

const NAMES: readonly (keyof Palette)[] = ["up", "down", "text", "dim", "line", "raised", "accent", "brand"];

/** Asks the style sheet, by way of an element that it colours. */
export function paletteOf(place: Element): Palette {
  const probe = place.appendChild(document.createElement("i"));
  const colours = NAMES.map((name) => {
    probe.style.color = `var(--${name})`;
    return [name, getComputedStyle(probe).color] as const;
  });
  probe.remove();
  return Object.fromEntries(colours) as unknown as Palette;
}
