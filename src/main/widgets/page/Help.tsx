import { SHORTCUTS, toggleHelp } from "./keys";
import { Icon } from "./Icon";
import "./help.css";

/** The keys, in a dialog that `?` opens. */
export function Help() {
  return (
    <dialog id="help" className="help" aria-labelledby="help-title">
      <header>
        <h2 id="help-title">Keys</h2>
        <button className="tool" onClick={toggleHelp} aria-label="Close">
          <Icon name="close" />
        </button>
      </header>
      <dl>
        {SHORTCUTS.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <p>Choose a symbol to see its chart and its news; choose it again to see all news. Freezing holds the screen, nothing is lost.</p>
    </dialog>
  );
}
