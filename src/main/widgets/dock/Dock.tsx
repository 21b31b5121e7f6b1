import { useId, type KeyboardEvent, type ReactNode } from "react";
import { BriefingList } from "../briefings/Briefings";
import { EventList } from "../events/Events";
import { LogTail } from "../log/Log";
import { MeshTable } from "../mesh/Mesh";
import type { Dock as Which } from "../store/desk";
import { useDesk, useMarket, useSwarm } from "../store/hooks";
import "./dock.css";

const TABS: readonly { readonly which: Which; readonly label: string; readonly body: () => ReactNode }[] = [
  { which: "events", label: "Events", body: () => <EventList /> },
  { which: "briefings", label: "Briefings", body: () => <BriefingList /> },
  { which: "mesh", label: "Services & feeds", body: () => <MeshTable /> },
  { which: "log", label: "Log", body: () => <LogTail /> },
];

/** What is looked at now and then, in one place: market events, briefings, the services, the log. */
export function Dock() {
  const { desk } = useSwarm();
  const chosen = useDesk("dock");
  const id = useId();
  const tab = TABS.find(({ which }) => which === chosen) ?? TABS[0]!;
  const press = (event: KeyboardEvent<HTMLElement>) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    const next = (TABS.indexOf(tab) + step + TABS.length) % TABS.length;
    desk.set("dock", TABS[next]!.which);
    event.currentTarget.querySelectorAll<HTMLElement>("[role=tab]")[next]?.focus();
  };
  return (
    <section className="panel dock" aria-label="Events, briefings, services, log">
      <div className="dock-tabs" role="tablist" aria-label="What to show here" onKeyDown={press}>
        {TABS.map(({ which, label }) => (
          <button
            key={which}
            role="tab"
            id={`${id}-${which}`}
            aria-selected={which === tab.which}
            aria-controls={`${id}-body`}
            tabIndex={which === tab.which ? 0 : -1}
            onClick={() => desk.set("dock", which)}
          >
            {label}
            <Count which={which} />
          </button>
        ))}
      </div>
      <div className="dock-body" id={`${id}-body`} role="tabpanel" aria-labelledby={`${id}-${tab.which}`}>
        {tab.body()}
      </div>
    </section>
  );
}

function Count({ which }: { readonly which: Which }) {
  const services = useMarket("mesh");
  const briefings = useMarket("briefings").length;
  const troubled = services.filter((service) => service.state !== "up").length;
  if (which === "mesh" && troubled > 0) return <span className="count warn">{troubled}</span>;
  if (which === "briefings" && briefings > 0) return <span className="count">{briefings}</span>;
  return null;
}
