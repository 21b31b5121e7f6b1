import { Fields } from "../stream/fields";

/** One record of a log stream; `more` is what else it says, by name. */
export interface LogRecord {
  readonly id: string;
  readonly tsMs: number;
  readonly service: string;
  readonly level: string;
  readonly message: string;
  readonly error: string;
  readonly more: Fields;
}

/** The records of an answer of `/api/logs`, newest first. */
export function parseLog(answer: unknown): readonly LogRecord[] {
  return (Fields.of(answer)?.objects("logs") ?? []).map((f) => ({
    id: f.text("id") ?? "",
    tsMs: f.time("ts_ms") ?? 0,
    service: f.text("service") ?? "",
    level: f.text("level") ?? "",
    message: f.text("message") ?? "",
    error: f.text("error") ?? "",
    more: f,
  }));
}
