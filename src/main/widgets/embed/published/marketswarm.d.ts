// What marketswarm.js has for a React page; it stands beside it at every gateway.
import type { ReactElement } from "react";

export interface WidgetProps {
  /** The gateway's address, as `http://localhost:8080`; it has to allow the page's origin. */
  readonly gateway: string;
  /** The page's system decides where none is given. */
  readonly theme?: "dark" | "light" | "system";
}

export interface ChartProps extends WidgetProps {
  /** Absent: the symbol that is chosen in the watchlist of the same gateway. */
  readonly symbol?: string;
}

/** The watched symbols with their latest prices. */
export declare function Watchlist(props: WidgetProps): ReactElement;

/** Candles or a line of one symbol, with volume and news. */
export declare function Chart(props: ChartProps): ReactElement;

/** News by story, with their analyses. */
export declare function News(props: WidgetProps): ReactElement;

/** What the analyses of a category and a time come to. */
export declare function Briefings(props: WidgetProps): ReactElement;

/** Halts, sharp moves, gaps, the hours of the markets. */
export declare function Events(props: WidgetProps): ReactElement;

/** The services and the feeds. */
export declare function Mesh(props: WidgetProps): ReactElement;

/** Whether the stream is alive, and how far behind. */
export declare function Connection(props: WidgetProps): ReactElement;
