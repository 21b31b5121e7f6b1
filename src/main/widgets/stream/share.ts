import type { Connection, Listener } from "./client";
import type { WireEvent } from "./wire";

/** What the tabs of a browser say to each other about the one stream that they share. */
export type Message =
  | { readonly say: "join" | "present" | "leave"; readonly tab: string }
  | {
      readonly say: "state";
      readonly events: readonly WireEvent[];
      readonly cursor: string;
      readonly connection: Connection;
    }
  | { readonly say: "event"; readonly event: WireEvent; readonly cursor: string }
  | { readonly say: "connection"; readonly connection: Connection }
  | { readonly say: "retry" };

/** The other tabs. */
export interface Tabs {
  /** This tab's own name. */
  readonly me: string;
  post(message: Message): void;
  listen(hear: (message: Message) => void): () => void;
  /** Runs once no other tab leads; answers how to give that up again. */
  lead(run: () => void): () => void;
}

/** The stream itself, as the leading tab opens it. */
export interface Stream {
  start(cursor: string): void;
  stop(): void;
  reconnectNow(): void;
}

/**
 * One stream for all tabs of a browser. The leading tab has it and tells the others; when that tab goes, another takes
 * over and resumes after the last event that it has seen. A tab that joins is told the state of things first. An event
 * may be told twice around a take-over; whoever folds it must not mind. Who leads knows who listens: alone it says nothing.
 */
export class SharedStream {
  private stream: Stream | undefined;
  private cursor = "";
  private connection: Connection = { phase: "connecting" };
  private informed = false;
  private readonly audience = new Set<string>();
  private endings: (() => void)[] = [];

  /**
   * @param open makes the stream
   * @param state all that is known, as events that a tab that knows nothing has to hear
   */
  constructor(
    private readonly tabs: Tabs,
    private readonly open: (listener: Listener) => Stream,
    private readonly listener: Listener,
    private readonly state: () => readonly WireEvent[],
  ) {}

  start(): void {
    this.informed = false;
    this.become({ phase: "connecting" });
    this.endings = [this.tabs.listen((message) => this.hear(message)), this.tabs.lead(() => this.lead())];
    if (!this.stream) this.tabs.post({ say: "join", tab: this.tabs.me });
  }

  stop(): void {
    this.stream?.stop();
    this.stream = undefined;
    this.audience.clear();
    this.tabs.post({ say: "leave", tab: this.tabs.me });
    this.endings.forEach((end) => end());
    this.endings = [];
  }

  reconnectNow(): void {
    if (this.stream) this.stream.reconnectNow();
    else this.tabs.post({ say: "retry" });
  }

  private lead(): void {
    this.stream = this.open({
      connection: (connection) => {
        this.become(connection);
        this.tell({ say: "connection", connection });
      },
      event: (event, cursor) => {
        this.take(event, cursor);
        this.tell({ say: "event", event, cursor });
      },
    });
    this.informed = true;
    this.tellState();
    this.stream.start(this.cursor);
  }

  private hear(message: Message): void {
    if (this.stream) this.answer(message);
    else if (message.say === "state") this.learn(message);
    else if (message.say === "event" && this.informed) this.take(message.event, message.cursor);
    else if (message.say === "connection" && this.informed) this.become(message.connection);
  }

  private answer(message: Message): void {
    if (message.say === "join" || message.say === "present") this.audience.add(message.tab);
    if (message.say === "leave") this.audience.delete(message.tab);
    if (message.say === "join") this.tellState();
    if (message.say === "retry") this.stream?.reconnectNow();
  }

  private tell(message: Message): void {
    if (this.audience.size > 0) this.tabs.post(message);
  }

  private tellState(): void {
    const { cursor, connection } = this;
    this.tabs.post({ say: "state", events: this.state(), cursor, connection });
  }

  private learn({ events, cursor, connection }: Extract<Message, { say: "state" }>): void {
    this.tabs.post({ say: "present", tab: this.tabs.me });
    if (this.informed) return;
    this.informed = true;
    events.forEach((event) => this.take(event, cursor));
    this.cursor = cursor;
    this.become(connection);
  }

  private take(event: WireEvent, cursor: string): void {
    this.cursor = cursor;
    this.listener.event(event, cursor);
  }

  private become(connection: Connection): void {
    this.connection = connection;
    this.listener.connection(connection);
  }
}
