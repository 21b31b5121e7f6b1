const PATHS = {
  chart: "M3 17l5-6 4 4 8-9M14 6h6v6",
  news: "M4 5h12v14H6a2 2 0 0 1-2-2zM16 9h4v8a2 2 0 0 1-2 2h-2M7 9h6M7 12.5h6M7 16h4",
  bolt: "M13 3 5 13.5h6L10 21l8-10.5h-6z",
  mesh: "M12 5v5m0 0-6 6m6-6 6 6M12 3.5a1.5 1.5 0 1 0 .01 0M5 16.5a1.5 1.5 0 1 0 .01 0M19 16.5a1.5 1.5 0 1 0 .01 0",
  pause: "M8 5v14M16 5v14",
  play: "M7 5l11 7-11 7z",
  dark: "M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z",
  light: "M12 8a4 4 0 1 0 .01 0M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4",
  system: "M4 5h16v11H4zM9 20h6M12 16v4",
  help: "M9.2 9.2a2.9 2.9 0 1 1 4.3 2.6c-1 .6-1.5 1.2-1.5 2.4M12 17.7v.1",
  search: "M10.5 4.5a6 6 0 1 0 .01 0M15 15l5 5",
  close: "M6 6l12 12M18 6 6 18",
  up: "M12 19V5M6 11l6-6 6 6",
  list: "M4 6h16M4 12h16M4 18h16",
  edit: "M5 19l1-4L16 5l3 3L9 18zM14 7l3 3",
  star: "M12 4l2.4 5 5.6.7-4.1 3.8 1.1 5.5-5-2.8-5 2.8 1.1-5.5L4 9.7 9.6 9z",
  down: "M6 9l6 6 6-6",
  right: "M9 6l6 6-6 6",
  read: "M4 12l5 5L20 6",
  live: "M5 12h10M11 7l5 5-5 5M20 5v14",
  link: "M14 5h5v5M19 5l-8 8M17 14v5H5V7h5",
};

export type IconName = keyof typeof PATHS;

/** A small line drawing in the colour of the text around it; the text beside it says the same. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
