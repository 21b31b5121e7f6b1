import { useMarket, useSwarm } from "../store/hooks";
import type { MeshService } from "../stream/wire";
import "./mesh.css";

/** The services at the foot of the page, one word each; a click shows more. */
export function Strip() {
  const { desk, page } = useSwarm();
  const services = useMarket("mesh");
  const more = () => {
    desk.set("dock", "mesh");
    page.set("tab", "dock");
  };
  return (
    <footer className="strip" aria-label="Services">
      <button className="strip-title" onClick={more} title="Show services and feeds">
        Services
      </button>
      {services.length === 0 ? (
        <span className="dim">Waiting for the first word of the mesh.</span>
      ) : (
        <ul>
          {services.map(({ service, state, detail }) => (
            <li key={service} className={`service is-${state}`} title={detail}>
              <span className="dot" aria-hidden="true" />
              {service} <span className="service-state">{state}</span>
            </li>
          ))}
        </ul>
      )}
      <Truth services={services} />
    </footer>
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
