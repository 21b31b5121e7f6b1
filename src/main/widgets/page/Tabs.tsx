import { usePage, useSwarm } from "../store/hooks";
import type { Tab } from "../store/swarm";
import { Icon, type IconName } from "./Icon";

const TABS: readonly { readonly tab: Tab; readonly label: string; readonly icon: IconName }[] = [
  { tab: "watchlist", label: "Watchlist", icon: "list" },
  { tab: "chart", label: "Chart", icon: "chart" },
  { tab: "news", label: "News", icon: "news" },
  { tab: "dock", label: "Events", icon: "bolt" },
];

/** Phone only: the widgets as tabs at the bottom, within reach of the thumb. */
export function Tabs() {
  const { page } = useSwarm();
  const current = usePage("tab");
  const ticker = usePage("ticker");
  return (
    <nav className="tabs" aria-label="Widgets">
      {TABS.map(({ tab, label, icon }) => (
        <button key={tab} aria-current={tab === current ? "page" : undefined} onClick={() => page.set("tab", tab)}>
          <Icon name={icon} />
          {tab === "news" && ticker ? `News · ${ticker}` : label}
        </button>
      ))}
    </nav>
  );
}
