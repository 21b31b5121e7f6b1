import { Swarm } from "../store/swarm";

interface Shared {
  readonly swarm: Swarm;
  users: number;
}

const swarms = new Map<string, Shared>();

/** What is known of a gateway; all widgets of a page that show the same one share it, and its stream. */
export function swarmOf(gateway: string): Swarm {
  return shared(gateway).swarm;
}

/** Keeps the stream of a gateway open until what is answered is called. */
export function borrow(gateway: string): () => void {
  const one = shared(gateway);
  if (one.users++ === 0) one.swarm.start();
  return () => {
    if (--one.users === 0) one.swarm.stop();
  };
}

function shared(gateway: string): Shared {
  const address = gateway.replace(/\/+$/, "");
  const known = swarms.get(address);
  if (known) return known;
  const fresh = { swarm: new Swarm(address), users: 0 };
  swarms.set(address, fresh);
  return fresh;
}
