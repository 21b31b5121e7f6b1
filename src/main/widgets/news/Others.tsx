import { format } from "../format/format";
import { webLink } from "../format/link";
import type { NewsEntry } from "../store/market";

/** The other items that tell a story. */
export function Others({ others }: { readonly others: readonly NewsEntry[] }) {
  if (others.length === 0) return null;
  return (
    <section className="others" aria-label="Also told by">
      <h4>Also told by</h4>
      <ul>
        {others.map(({ item }) => (
          <li key={item.uid}>
            <a className="link" href={webLink(item.url)} target="_blank" rel="noopener noreferrer">
              {item.title || "(no headline)"}
            </a>
            <span className="dim">
              {item.source} · {format.time(item.publishedMs)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
