import type { ReactNode } from "react";
import type { Tab } from "../store/page";

interface Props {
  readonly id: Tab;
  readonly title: string;
  readonly note?: ReactNode;
  readonly tools?: ReactNode;
  readonly children: ReactNode;
}

/** The frame around a widget: a titled region whose body scrolls. */
export function Panel({ id, title, note, tools, children }: Props) {
  return (
    <section className={`panel ${id}`} id={id} aria-labelledby={`${id}-title`} tabIndex={-1}>
      <header className="panel-head">
        <h2 id={`${id}-title`}>{title}</h2>
        {note && <span className="panel-note">{note}</span>}
        {tools}
      </header>
      {children}
    </section>
  );
}

/** What stands where nothing has come yet: says what is being waited for. */
export function Waiting({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className="waiting">
      <strong>{title}</strong>
      <span>{children}</span>
    </div>
  );
}
