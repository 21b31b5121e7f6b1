import { format } from "../format/format";
import { Panel, Waiting } from "../page/Panel";
import { useMarket } from "../store/hooks";
import type { MarketEvent } from "../stream/wire";
import "./events.css";

const SHOWN = 40;
const SEVERITIES: Readonly<Record<string, string>> = { info: "Info", warning: "Warning", error: "Error" };

/** What happened to the market and to its feeds, newest first. */
export function Events() {
  const events = useMarket("events");
  return (
    <Panel id="events" title="Market events" note={events.length > 0 && `last ${Math.min(SHOWN, events.length)}`}>
      {events.length === 0 ? (
        <Waiting title="Nothing has happened yet">Halts, sharp moves, gaps and feed changes will stand here.</Waiting>
      ) : (
        <ol className="scroll event-list" tabIndex={0} aria-label="Market events, newest first">
          {events.slice(0, SHOWN).map((event) => (
            <EventLine key={`${event.tsMs} ${event.type} ${event.symbol} ${event.message}`} event={event} />
          ))}
        </ol>
      )}
    </Panel>
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
        {event.symbol && <b>{event.symbol}</b>} {event.message || event.type}
      </span>
      <code className="event-type">{event.type}</code>
    </li>
  );
}
