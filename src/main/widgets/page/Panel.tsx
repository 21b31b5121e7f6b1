import { useId, type ReactNode } from "react";

interface Props {
  readonly name: string;
  readonly id?: string;
  readonly title: string;
  readonly note?: ReactNode;
  readonly tools?: ReactNode;
  readonly children: ReactNode;
}

/** The frame around a widget: a titled region whose body scrolls. */
export function Panel({ name, id, title, note, tools, children }: Props) {
  const titleId = useId();
  return (
    <section className={`panel ${name}`} id={id} aria-labelledby={titleId} tabIndex={-1}>
      <header className="panel-head">
        <h2 id={titleId}>{title}</h2>
        {note && <span className="panel-note">{note}</span>}
        {tools && <span className="panel-tools">{tools}</span>}
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
