// The widgets for other people's React pages: one import, and the address of a gateway. React is the page's own.
import type { ReactNode } from "react";
import { Briefings as BriefingsWidget } from "../briefings/Briefings";
import { Chart as ChartWidget } from "../chart/Chart";
import { Connection as ConnectionWidget } from "../connection/Connection";
import { Events as EventsWidget } from "../events/Events";
import { Mesh as MeshWidget } from "../mesh/Mesh";
import { News as NewsWidget } from "../news/News";
import type { Theme } from "../store/desk";
import { Watchlist as WatchlistWidget } from "../watchlist/Watchlist";
import { Frame } from "./Frame";

export interface WidgetProps {
  /** Its address, as `http://localhost:8080`; it has to allow the page's origin. */
  readonly gateway: string;
  /** The page's system decides where none is given. */
  readonly theme?: Theme;
}

const widget = (name: string, Body: () => ReactNode) =>
  function Widget({ gateway, theme }: WidgetProps) {
    return (
      <Frame gateway={gateway} theme={theme} name={name}>
        <Body />
      </Frame>
    );
  };

export const Watchlist = widget("Watchlist", WatchlistWidget);
export const News = widget("News", () => <NewsWidget />);
export const Briefings = widget("Briefings", BriefingsWidget);
export const Events = widget("Events", EventsWidget);
export const Mesh = widget("Services", MeshWidget);
export const Connection = widget("Connection", ConnectionWidget);

/** @param symbol the chart's; absent: the one that is chosen in the watchlist of the same gateway */
export function Chart({ gateway, theme, symbol }: WidgetProps & { readonly symbol?: string }) {
  return (
    <Frame gateway={gateway} theme={theme} name="Chart">
      <ChartWidget symbol={symbol} />
    </Frame>
  );
}
