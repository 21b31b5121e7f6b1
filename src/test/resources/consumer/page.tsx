// Somebody else's page, as its own TypeScript project sees it.
import { Briefings, Chart, Connection, Events, Mesh, News, Watchlist, type WidgetProps } from "./embed/marketswarm";

const desk: WidgetProps = { gateway: "http://localhost:8080", theme: "dark" };

export const page = (
  <main>
    <Connection {...desk} />
    <Watchlist {...desk} />
    <Chart {...desk} symbol="AAPL" />
    <News gateway="http://localhost:8080" />
    <Briefings {...desk} />
    <Events {...desk} />
    <Mesh {...desk} />
  </main>
);
