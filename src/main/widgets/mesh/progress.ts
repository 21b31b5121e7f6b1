import type { LogRecord } from "../log/records";

/** What a service says of its own work. */
export interface Progress {
  readonly service: string;
  readonly figures: readonly { readonly name: string; readonly value: number; readonly perSecond?: number }[];
  readonly restartNeeded: string;
  readonly truthRefused: string;
}

interface Figure {
  readonly field: string;
  readonly name: string;
  /** Whether it only grows, so that its growth is a rate. */
  readonly counts: boolean;
}

const FIGURES: readonly Figure[] = [
  { field: "ticks_written", name: "ticks", counts: true },
  { field: "ticks_waiting", name: "waiting", counts: false },
  { field: "published", name: "items", counts: true },
  { field: "feeds", name: "feeds", counts: false },
  { field: "failing", name: "failing", counts: false },
  { field: "overdue", name: "overdue", counts: false },
  { field: "analyzed", name: "analyses", counts: true },
  { field: "lag", name: "lag", counts: false },
  { field: "pending", name: "pending", counts: false },
  { field: "dead", name: "dead letters", counts: false },
  { field: "clients", name: "clients", counts: false },
  { field: "events", name: "events", counts: true },
  { field: "conflated", name: "conflated", counts: false },
  { field: "lag_ms", name: "lag ms", counts: false },
  { field: "printed", name: "printed", counts: true },
];

/** From heartbeats, newest first: each service's newest figures, with their growth since an earlier beat. */
export function progressOf(heartbeats: readonly LogRecord[]): readonly Progress[] {
  const services = [...new Set(heartbeats.map((beat) => beat.service))].sort();
  return services.map((service) => {
    const beats = heartbeats.filter((beat) => beat.service === service);
    const newest = beats[0]!;
    const earlier = beats[beats.length - 1]!;
    return {
      service,
      figures: FIGURES.flatMap((figure) => shown(figure, newest, earlier)),
      restartNeeded: newest.more.text("restart_needed") ?? "",
      truthRefused: newest.more.text("truth_refused") ?? "",
    };
  });
}

function shown({ field, name, counts }: Figure, newest: LogRecord, earlier: LogRecord) {
  const value = newest.more.number(field);
  if (value === undefined) return [];
  const seconds = (newest.tsMs - earlier.tsMs) / 1_000;
  const grown = value - (earlier.more.number(field) ?? value);
  return [{ name, value, perSecond: counts && seconds > 0 && grown >= 0 ? grown / seconds : undefined }];
}
