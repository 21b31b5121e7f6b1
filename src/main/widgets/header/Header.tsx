import { Connection } from "../connection/Connection";
import { Icon } from "../page/Icon";
import { toggleHelp } from "../page/keys";
import { useMarket, usePage } from "../store/hooks";
import { toggleFreeze, toggleTheme } from "../store/page";
import { format } from "../format/format";
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
      <FreezeButton />
      <ThemeButton />
      <button className="tool help-button" onClick={toggleHelp} aria-label="Keys and help" title="Keys and help (?)">
        <Icon name="help" />
      </button>
    </header>
  );
}

function FreezeButton() {
  const frozen = usePage("frozen");
  const buffered = usePage("buffered");
  const held = format.count(buffered);
  const title = frozen ? "Show what has come meanwhile (f)" : "Hold the screen still; events are kept (f)";
  return (
    <button
      className="tool freeze"
      aria-pressed={frozen}
      aria-label={frozen ? `Frozen · ${held} held` : "Freeze"}
      onClick={toggleFreeze}
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
  const theme = usePage("theme");
  return (
    <button className="tool" onClick={toggleTheme} aria-label={`Theme: ${theme}`} title={`Theme: ${theme}`}>
      <Icon name={theme} />
    </button>
  );
}
