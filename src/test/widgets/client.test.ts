import assert from "node:assert/strict";
import { test } from "node:test";
import { backoffMs } from "../../main/widgets/stream/backoff";
import { StreamClient, type Connection, type Source } from "../../main/widgets/stream/client";
import type { WireEvent } from "../../main/widgets/stream/wire";

const URL = "/sse?topics=news";
const HELLO = '{"connection":"c-1","server_ms":5,"resumed":false}';

/** A network and a clock that move only when a test moves them. */
class FakeOutside {
  nowMs = 0;
  urls: string[] = [];
  sources: FakeSource[] = [];
  private timers: { atMs: number; run: () => void }[] = [];

  open = (url: string): Source => {
    this.urls.push(url);
    this.sources.push(new FakeSource());
    return this.last;
  };
  now = () => this.nowMs;
  random = () => 1;
  after = (ms: number, run: () => void) => {
    const timer = { atMs: this.nowMs + ms, run };
    this.timers.push(timer);
    return () => void (this.timers = this.timers.filter((other) => other !== timer));
  };

  get last(): FakeSource {
    return this.sources[this.sources.length - 1]!;
  }

  pass(ms: number): void {
    const untilMs = this.nowMs + ms;
    for (;;) {
      const due = this.timers.filter((timer) => timer.atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)[0];
      if (!due) break;
      this.timers = this.timers.filter((timer) => timer !== due);
      this.nowMs = due.atMs;
      due.run();
    }
    this.nowMs = untilMs;
  }
}

class FakeSource implements Source {
  readyState = 1;
  private listeners = new Map<string, (event: { data?: string; lastEventId?: string }) => void>();

  addEventListener(type: string, listener: (event: { data?: string; lastEventId?: string }) => void): void {
    this.listeners.set(type, listener);
  }
  close(): void {
    this.readyState = 2;
  }
  says(type: string, data: string, lastEventId = ""): void {
    this.listeners.get(type)?.({ data, lastEventId });
  }
  fails(readyState: number): void {
    this.readyState = readyState;
    this.listeners.get("error")?.({});
  }
}

function started() {
  const outside = new FakeOutside();
  const states: Connection[] = [];
  const events: WireEvent[] = [];
  const client = new StreamClient(URL, outside, {
    connection: (state) => states.push(state),
    event: (event) => events.push(event),
  });
  client.start();
  return { outside, states, events, client };
}

test("it is connecting until the first event, then live", () => {
  const { outside, states, events } = started();
  assert.deepEqual(states, [{ phase: "connecting" }]);
  outside.last.says("hello", HELLO, "c1");
  assert.deepEqual(states.at(-1), { phase: "live" });
  assert.equal(events[0]?.kind, "hello");
});

test("20 s of silence make it stale, and a heartbeat makes it live again", () => {
  const { outside, states } = started();
  outside.last.says("hello", HELLO);
  outside.pass(19_999);
  assert.equal(states.at(-1)?.phase, "live");
  outside.pass(1);
  assert.deepEqual(states.at(-1), { phase: "stale", sinceMs: 0 });
  outside.last.says("heartbeat", '{"server_ms":1}');
  assert.equal(states.at(-1)?.phase, "live");
});

test("heartbeats keep a quiet stream live", () => {
  const { outside, states } = started();
  outside.last.says("hello", HELLO);
  for (let beat = 0; beat < 8; beat++) {
    outside.pass(15_000);
    outside.last.says("heartbeat", '{"server_ms":1}');
  }
  assert.deepEqual(
    states.map((state) => state.phase),
    ["connecting", "live"],
  );
});

test("40 s of silence are a dead line: it opens a new stream at the cursor", () => {
  const { outside } = started();
  outside.last.says("news", '{"uid":"u1"}', "v1.abc=");
  outside.pass(41_000);
  assert.deepEqual(outside.urls, [URL, `${URL}&last_event_id=v1.abc%3D`]);
  assert.equal(outside.sources[0]?.readyState, 2);
});

test("while the browser reconnects by itself nothing new is opened", () => {
  const { outside, states } = started();
  outside.last.says("hello", HELLO);
  outside.last.fails(0);
  outside.pass(10_000);
  assert.deepEqual(states.at(-1), { phase: "reconnecting", atMs: undefined });
  assert.equal(outside.urls.length, 1);
});

test("a bye says when the browser comes back", () => {
  const { outside, states } = started();
  outside.last.says("bye", '{"reason":"drain","retry_ms":3000}');
  outside.last.fails(0);
  assert.deepEqual(states.at(-1), { phase: "reconnecting", atMs: 3_000 });
});

test("where the browser gives up it retries with growing waits, and starts anew after a success", () => {
  const { outside, states } = started();
  for (const waitMs of [1_000, 2_000, 4_000]) {
    outside.last.fails(2);
    assert.deepEqual(states.at(-1), { phase: "reconnecting", atMs: outside.nowMs + waitMs });
    outside.pass(waitMs);
  }
  outside.last.says("hello", HELLO);
  outside.last.fails(2);
  assert.deepEqual(states.at(-1), { phase: "reconnecting", atMs: outside.nowMs + 1_000 });
});

test("a stream that was given up is not listened to any more", () => {
  const { outside, events, client } = started();
  const old = outside.last;
  client.reconnectNow();
  old.says("hello", HELLO);
  assert.deepEqual(events, []);
  client.stop();
  outside.pass(120_000);
  assert.equal(outside.urls.length, 2);
});

test("the wait doubles to half a minute, its upper half by chance", () => {
  assert.deepEqual([backoffMs(0, 0), backoffMs(0, 1), backoffMs(3, 0), backoffMs(3, 1)], [500, 1_000, 4_000, 8_000]);
  assert.deepEqual([backoffMs(50, 0), backoffMs(50, 1)], [15_000, 30_000]);
});
