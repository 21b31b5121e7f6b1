import { Events } from "../events/Events";
import { Header } from "../header/Header";
import { Login } from "../login/Login";
import { Mesh } from "../mesh/Mesh";
import { News } from "../news/News";
import { usePage } from "../store/hooks";
import { page } from "../store/page";
import { Watchlist } from "../watchlist/Watchlist";
import { Guard } from "./Guard";
import { Help } from "./Help";
import { Tabs } from "./Tabs";

/** The whole page: one line a widget. On a phone the chosen tab alone is shown. */
export function Page() {
  const tab = usePage("tab");
  const frozen = usePage("frozen");
  return (
    <div className="page" data-tab={tab} data-frozen={frozen}>
      <a className="skip" href="#news" onClick={() => page.set("tab", "news")}>
        Skip to news
      </a>
      <Header />
      <main className="board">
        <Guard name="Watchlist">
          <Watchlist />
        </Guard>
        <Guard name="News">
          <News />
        </Guard>
        <Guard name="Market events">
          <Events />
        </Guard>
      </main>
      <Guard name="Services">
        <Mesh />
      </Guard>
      <Tabs />
      <Help />
      <Login />
    </div>
  );
}
