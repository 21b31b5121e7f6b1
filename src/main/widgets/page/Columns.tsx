import type { ReactNode } from "react";

interface Props {
  readonly className: string;
  readonly caption?: string;
  readonly names: readonly string[];
  /** The lines. */
  readonly children: ReactNode;
}

/** A table with a name over each column. */
export function Columns({ className, caption, names, children }: Props) {
  return (
    <table className={className}>
      {caption && <caption>{caption}</caption>}
      <thead>
        <tr>
          {names.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}
