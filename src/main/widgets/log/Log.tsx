import { format } from "../format/format";
import { Waiting } from "../page/Panel";
import { useAsked } from "../store/hooks";
import { parseLog } from "./records";
import "./log.css";

const EVERY_MS = 5_000;
const PATH = "/api/logs?channel=errors&limit=100";

/** The newest warnings and errors of all services. */
export function LogTail() {
  const records = useAsked(PATH, EVERY_MS, parseLog);
  if (!records || records.length === 0)
    return <Waiting title="Nothing to complain about">Warnings and errors of the services will stand here.</Waiting>;
  return (
    <ol className="scroll log-list" tabIndex={0} aria-label="Warnings and errors, newest first">
      {records.map(({ id, tsMs, service, level, message, error }) => (
        <li key={id} className={`log-line ${level.toLowerCase()}`}>
          <time dateTime={new Date(tsMs).toISOString()} title={format.moment(tsMs)}>
            {format.time(tsMs)}
          </time>
          <b className="log-level">{level}</b>
          <span className="dim">{service}</span>
          <span className="log-message">
            {message} {error}
          </span>
        </li>
      ))}
    </ol>
  );
}
