import { format } from "../format/format";
import { parseLog } from "../log/records";
import { Columns } from "../page/Columns";
import { Panel, Waiting } from "../page/Panel";
import { useAsked, useMarket } from "../store/hooks";
import type { MeshService } from "../stream/wire";
import { FeedTable } from "./FeedTable";
import { progressOf, type Progress } from "./progress";
import "./mesh.css";

const EVERY_MS = 5_000;
const HEARTBEATS = "/api/logs?channel=heartbeats&limit=60";
const parse = (answer: unknown) => progressOf(parseLog(answer));

/** The services as a widget of its own. */
export function Mesh() {
  return (
    <Panel name="mesh-panel" title="Services & feeds">
      <MeshTable />
    </Panel>
  );
}

/** Every service with its state, the truth it runs and how its work goes; then every feed. */
export function MeshTable() {
  const services = useMarket("mesh");
  const progress = useAsked(HEARTBEATS, EVERY_MS, parse);
  if (services.length === 0)
    return <Waiting title="No word of the services yet">The mesh coordinator tells how they are.</Waiting>;
  return (
    <div className="scroll mesh-body" tabIndex={0} role="group" aria-label="Services and feeds">
      <Columns className="facts" names={["Service", "State", "Heartbeat", "Running", "Truth", "Work"]}>
        {services.map((service) => (
          <ServiceLine
            key={service.service}
            service={service}
            progress={progress?.find((one) => one.service === service.service)}
          />
        ))}
      </Columns>
      <FeedTable />
    </div>
  );
}

interface LineProps {
  readonly service: MeshService;
  readonly progress: Progress | undefined;
}

function ServiceLine({ service, progress }: LineProps) {
  const { service: name, state, ageMs, instances, truthVersion, detail } = service;
  const trouble = [progress?.restartNeeded && "restart needed", progress?.truthRefused && "truth refused"];
  return (
    <tr className={`service is-${state}`}>
      <th scope="row">{name}</th>
      <td title={detail}>
        <span className="dot" aria-hidden="true" /> {state}
      </td>
      <td>{ageMs === undefined ? "–" : `${format.age(ageMs)} ago`}</td>
      <td>{instances ?? "–"}</td>
      <td>{truthVersion ?? "–"}</td>
      <td className="figures">
        {progress?.figures.map(({ name: figure, value, perSecond }) => (
          <span key={figure}>
            {figure} <b>{format.count(value)}</b>
            {perSecond !== undefined && <span className="dim"> {format.rate(perSecond)}</span>}
          </span>
        ))}
        {trouble.filter(Boolean).map((word) => (
          <b key={String(word)} className="trouble">
            {word}
          </b>
        ))}
      </td>
    </tr>
  );
}
