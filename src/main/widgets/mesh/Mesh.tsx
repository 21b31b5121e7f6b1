import { format } from "../format/format";
import { useMarket } from "../store/hooks";
import type { MeshService } from "../stream/wire";
import "./mesh.css";

/** Every service with its state, and the truth they run; a strip at the foot, a tab of its own on a phone. */
export function Mesh() {
  const services = useMarket("mesh");
  return (
    <footer className="mesh" id="mesh" aria-label="Services">
      <h2>Services</h2>
      {services.length === 0 ? (
        <span className="mesh-empty">Waiting for the first word of the mesh.</span>
      ) : (
        <ul>
          {services.map((service) => (
            <Service key={service.service} service={service} />
          ))}
        </ul>
      )}
      <Truth services={services} />
    </footer>
  );
}

function Service({ service }: { readonly service: MeshService }) {
  const { service: name, state, ageMs, instances, truthVersion, detail } = service;
  const facts = [
    ageMs !== undefined && `heartbeat ${format.age(ageMs)} ago`,
    instances !== undefined && `${instances} running`,
    truthVersion && `truth ${truthVersion}`,
    detail,
  ].filter(Boolean);
  return (
    <li className={`service ${state}`} title={facts.join(" · ")}>
      <span className="dot" aria-hidden="true" />
      <span className="service-name">{name}</span>
      <span className="service-state">{state}</span>
      <span className="service-facts">{facts.join(" · ")}</span>
    </li>
  );
}

function Truth({ services }: { readonly services: readonly MeshService[] }) {
  const versions = [...new Set(services.flatMap((service) => service.truthVersion ?? []))];
  if (versions.length === 0) return null;
  const drift = versions.length > 1;
  return (
    <span className={drift ? "truth drift" : "truth"}>
      {drift ? `truth differs: ${versions.join(", ")}` : `truth ${versions[0]}`}
    </span>
  );
}
