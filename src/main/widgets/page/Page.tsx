import { useLayoutEffect, type CSSProperties } from "react";
import { Chart } from "../chart/Chart";
import { Dock } from "../dock/Dock";
import { Header } from "../header/Header";
import { Login } from "../login/Login";
import { Strip } from "../mesh/Strip";
import { News } from "../news/News";
import { useDesk, usePage, useSwarm } from "../store/hooks";
import { Watchlist } from "../watchlist/Watchlist";
import { Guard } from "./Guard";
import { Help } from "./Help";
import { Splitter } from "./Splitter";
import { Tabs } from "./Tabs";

/** The whole page: one line a widget. On a phone the chosen tab alone is shown. */
export function Page() {
  const { page } = useSwarm();
  const theme = useDesk("theme");
  const { watch, news, dock } = useDesk("sizes");
  useLayoutEffect(() => void (document.documentElement.dataset.theme = theme), [theme]);
  const sizes = { "--watch": `${watch}%`, "--news": `${news}%`, "--dock": `${dock}%` } as CSSProperties;
  return (
    <div className="page" data-tab={usePage("tab")} data-frozen={usePage("frozen")} style={sizes}>
      <a className="skip" href="#news" onClick={() => page.set("tab", "news")}>
        Skip to news
      </a>
      <Header />
      <main className="board">
        <Guard name="Watchlist">
          <Watchlist />
        </Guard>
        <Splitter part="watch" label="Width of the watchlist" />
        <div className="middle">
          <Guard name="Chart">
            <Chart />
          </Guard>
          <Splitter part="dock" label="Height of the events" />
          <Guard name="Events">
            <Dock />
          </Guard>
        </div>
        <Splitter part="news" label="Width of the news" />
        <Guard name="News">
          <News id="news" />
        </Guard>
      </main>
      <Guard name="Services">
        <Strip />
      </Guard>
      <Tabs />
      <Help />
      <Login />
    </div>
  );
}
