import { format } from "../format/format";
import { Panel, Waiting } from "../page/Panel";
import { useMarket, useSwarm } from "../store/hooks";
import type { MarketEvent } from "../stream/wire";
import { wordsOf } from "./words";
import "./events.css";

const SHOWN = 100;
const SEVERITIES: Readonly<Record<string, string>> = { info: "Info", warning: "Warning", error: "Error" };

/** Market events as a widget of its own. */
export function Events() {
  return (
    <Panel name="events" title="Market events">
      <EventList />
    </Panel>
  );
}

/** What happened to the market and to its feeds, newest first. */
export function EventList() {
  const events = useMarket("events");
  if (events.length === 0)
    return <Waiting title="Nothing has happened yet">Halts, sharp moves, gaps and feed changes will stand here.</Waiting>;
  return (
    <ol className="scroll event-list" tabIndex={0} aria-label="Market events, newest first">
      {events.slice(0, SHOWN).map((event) => (
        <EventLine key={`${event.tsMs} ${event.type} ${event.symbol} ${event.message}`} event={event} />
      ))}
    </ol>
  );
}

function EventLine({ event }: { readonly event: MarketEvent }) {
  const severity = event.severity in SEVERITIES ? event.severity : "info";
  return (
    <li className={`event ${severity}`}>
      <time dateTime={new Date(event.tsMs).toISOString()} title={format.moment(event.tsMs)}>
        {format.time(event.tsMs)}
      </time>
      <span className="severity">{SEVERITIES[severity]}</span>
      <span className="event-text">
        {event.symbol && <About symbol={event.symbol} />} {wordsOf(event)}
      </span>
      <code className="event-type">{event.type}</code>
    </li>
  );
}

/** The symbol of an event leads to its chart; a cluster's name, which is no symbol, leads nowhere. */
function About({ symbol }: { readonly symbol: string }) {
  const swarm = useSwarm();
  const known = useMarket("symbols").includes(symbol);
  if (!known) return <b>{symbol}</b>;
  return (
    <button className="about" onClick={() => swarm.choose(symbol)}>
      {symbol}
    </button>
  );
}
