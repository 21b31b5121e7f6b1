import { format } from "../format/format";
import { isClosed, marketOf } from "../store/hours";
import { useMarket, usePage, useSwarm, useTime } from "../store/hooks";
import type { Connection as State } from "../stream/client";
import "./connection.css";

const WORDS = { connecting: "Connecting", live: "Live", stale: "Stale", reconnecting: "Reconnecting" } as const;
const QUIET_MS = 15_000;

/** Whether the stream is alive, and how far its newest tick is behind. Only the word itself is announced. */
export function Connection() {
  const { reconnectNow } = useSwarm();
  const state = usePage("connection");
  const detail = useDetail(state);
  const waiting = state.phase === "stale" || state.phase === "reconnecting";
  return (
    <div className={`connection ${state.phase}`}>
      <span className="dot" aria-hidden="true" />
      <strong role="status" aria-live="polite">
        {WORDS[state.phase]}
      </strong>
      {detail && <span className="connection-detail">{detail}</span>}
      {waiting && (
        <button className="link" onClick={reconnectNow}>
          Retry now
        </button>
      )}
    </div>
  );
}

function useDetail(state: State): string {
  const lagMs = usePage("lagMs");
  const tickAgeMs = usePage("tickAgeMs");
  const localMs = usePage("localMs");
  const closed = useAllClosed();
  if (state.phase !== "live") return waitAt(state, localMs);
  if (lagMs === undefined || tickAgeMs === undefined) return "no tick yet";
  if (tickAgeMs > QUIET_MS && closed) return "markets closed";
  return tickAgeMs > QUIET_MS ? `last tick ${format.age(tickAgeMs)} ago` : `lag ${format.lag(lagMs)}`;
}

/** Whether no symbol that is known can be traded now; looked at once a second. */
function useAllClosed(): boolean {
  const { market } = useSwarm();
  const symbols = useMarket("symbols");
  return useTime(() => {
    const closed = (symbol: string) => isClosed(symbol, market.get(`status:${marketOf(symbol)}`));
    return symbols.length > 0 && symbols.every(closed);
  });
}

function waitAt(state: State, nowMs: number): string {
  if (state.phase === "stale") return `nothing for ${format.age(nowMs - state.sinceMs)}`;
  if (state.phase !== "reconnecting" || state.atMs === undefined) return "";
  return state.atMs > nowMs ? `in ${format.age(state.atMs - nowMs + 999)}` : "now";
}
