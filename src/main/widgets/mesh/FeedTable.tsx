import { format } from "../format/format";
import { Columns } from "../page/Columns";
import { useAsked, useTime } from "../store/hooks";
import { parseFeeds, type Feed } from "./feeds";

const EVERY_MS = 5_000;

/** Every feed with how its last poll went; those that fail come first. */
export function FeedTable() {
  const feeds = useAsked("/api/feeds?limit=200", EVERY_MS, parseFeeds);
  if (!feeds || feeds.length === 0) return null;
  return (
    <Columns className="facts" names={["Feed", "Category", "State", "Polled", "Next", "Items"]}>
      {feeds.map((feed) => (
        <FeedLine key={`${feed.category} ${feed.url}`} feed={feed} />
      ))}
    </Columns>
  );
}

function FeedLine({ feed }: { readonly feed: Feed }) {
  const polled = useTime((nowMs) => (feed.polledMs ? `${format.age(nowMs - feed.polledMs)} ago` : "–"));
  const next = useTime((nowMs) => (feed.nextMs > nowMs ? `in ${format.age(feed.nextMs - nowMs)}` : "now"));
  const failing = feed.streak > 0;
  return (
    <tr className={failing ? "service is-down" : "service is-up"}>
      <th scope="row" title={feed.url}>
        {feed.title}
      </th>
      <td>{feed.category}</td>
      <td title={feed.error}>
        <span className="dot" aria-hidden="true" />{" "}
        {failing ? `${feed.error || "failing"} (${feed.streak} in a row)` : feed.polledMs ? "ok" : "not polled yet"}
      </td>
      <td>{polled}</td>
      <td>{next}</td>
      <td>{feed.items}</td>
    </tr>
  );
}
