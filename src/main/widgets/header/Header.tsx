import { Connection } from "../connection/Connection";
import { format } from "../format/format";
import { Icon } from "../page/Icon";
import { toggleHelp } from "../page/keys";
import { useDesk, useMarket, usePage, useSwarm, useTime } from "../store/hooks";
import { Logo } from "./Logo";
import "./header.css";

/** Who this is, whether it is live, and what steers the page. */
export function Header() {
  const node = useMarket("node");
  const simulated = useMarket("simulated");
  return (
    <header className="masthead">
      <h1 className="brand">
        <Logo />
        <span>
          Market<b>Swarm</b>
        </span>
      </h1>
      {node?.name && (
        <span className="tag" title={`Node ${node.name}, version ${node.version || "unknown"}`}>
          {node.name}
        </span>
      )}
      {simulated && (
        <span className="tag simulated" title="These prices come from a simulator, not from a market">
          Simulated
        </span>
      )}
      <span className="spacer" />
      <Connection />
      <Clock />
      <FreezeButton />
      <ThemeButton />
      <button className="tool help-button" onClick={toggleHelp} aria-label="Keys and help" title="Keys and help (?)">
        <Icon name="help" />
      </button>
    </header>
  );
}

/** The server's time, which everything on the page is measured by. */
function Clock() {
  const text = useTime((nowMs) => format.time(nowMs));
  return (
    <span className="clock" title="The gateway's clock, in this browser's time zone">
      {text}
    </span>
  );
}

function FreezeButton() {
  const swarm = useSwarm();
  const frozen = usePage("frozen");
  const held = format.count(usePage("buffered"));
  const title = frozen ? "Show what has come meanwhile (f)" : "Hold the screen still; events are kept (f)";
  return (
    <button
      className="tool freeze"
      aria-pressed={frozen}
      aria-label={frozen ? `Frozen · ${held} held` : "Freeze"}
      onClick={() => swarm.toggleFreeze()}
      title={title}
    >
      <Icon name={frozen ? "play" : "pause"} />
      <span className="tool-text">{frozen ? "Frozen ·" : "Freeze"}</span>
      {frozen && <span>{held}</span>}
      {frozen && <span className="tool-text">held</span>}
    </button>
  );
}

function ThemeButton() {
  const swarm = useSwarm();
  const theme = useDesk("theme");
  return (
    <button
      className="tool"
      onClick={() => swarm.toggleTheme()}
      aria-label={`Theme: ${theme}`}
      title={`Theme: ${theme} (t)`}
    >
      <Icon name={theme} />
    </button>
  );
}
