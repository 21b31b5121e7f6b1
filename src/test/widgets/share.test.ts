import assert from "node:assert/strict";
import { test } from "node:test";
import type { Connection, Listener } from "../../main/widgets/stream/client";
import { SharedStream, type Message, type Tabs } from "../../main/widgets/stream/share";
import type { WireEvent } from "../../main/widgets/stream/wire";

const event = (n: number): WireEvent => ({ kind: "event", event: { type: "t", symbol: "", severity: "", message: `${n}`, tsMs: n } });

/** A browser with tabs: whoever has asked first leads, and what one says the others hear at once. */
class Browser {
  private names = 0;
  private hearing: { tab: Tab; hear: (message: Message) => void }[] = [];
  private waiting: { tab: Tab; run: () => void }[] = [];
  said: Message["say"][] = [];
  streams: { cursor: string; tab: Tab; listener: Listener; open: boolean; retried: number }[] = [];

  tab(): Tab {
    return new Tab(this);
  }
  tabsOf(tab: Tab): Tabs {
    return {
      me: `tab ${++this.names}`,
      post: (message) => {
        this.said.push(message.say);
        this.hearing.filter((other) => other.tab !== tab).forEach((other) => other.hear(structuredClone(message)));
      },
      listen: (hear) => {
        const entry = { tab, hear };
        this.hearing.push(entry);
        return () => void (this.hearing = this.hearing.filter((other) => other !== entry));
      },
      lead: (run) => {
        const entry = { tab, run };
        this.waiting.push(entry);
        if (this.waiting.length === 1) run();
        return () => {
          const led = this.waiting[0] === entry;
          this.waiting = this.waiting.filter((other) => other !== entry);
          if (led) this.waiting[0]?.run();
        };
      },
    };
  }
  get open() {
    return this.streams.filter((stream) => stream.open);
  }
}

class Tab {
  seen: WireEvent[] = [];
  states: Connection["phase"][] = [];
  readonly shared: SharedStream;

  constructor(browser: Browser) {
    const listener: Listener = {
      connection: ({ phase }) => this.states.push(phase),
      event: (one) => this.seen.push(one),
    };
    const open = (to: Listener) => {
      const stream = { cursor: "", tab: this as Tab, listener: to, open: false, retried: 0 };
      browser.streams.push(stream);
      return {
        start: (cursor: string) => Object.assign(stream, { cursor, open: true }),
        stop: () => void (stream.open = false),
        reconnectNow: () => void stream.retried++,
      };
    };
    this.shared = new SharedStream(browser.tabsOf(this), open, listener, () => this.seen);
  }
  get numbers() {
    return this.seen.map((one) => (one.kind === "event" ? one.event.tsMs : 0));
  }
}

test("ten tabs have one stream, and all of them see all of it", () => {
  const browser = new Browser();
  const tabs = Array.from({ length: 10 }, () => browser.tab());
  tabs.forEach((tab) => tab.shared.start());
  assert.equal(browser.open.length, 1);
  browser.open[0]!.listener.connection({ phase: "live" });
  for (let n = 1; n <= 100; n++) browser.open[0]!.listener.event(event(n), `c${n}`);
  for (const tab of tabs) {
    assert.equal(tab.seen.length, 100);
    assert.equal(tab.states.at(-1), "live");
  }
});

test("a tab that comes later is told what was, then what comes, each once and in order", () => {
  const browser = new Browser();
  const [first, late] = [browser.tab(), browser.tab()];
  first.shared.start();
  browser.open[0]!.listener.connection({ phase: "live" });
  browser.open[0]!.listener.event(event(1), "c1");
  browser.open[0]!.listener.event(event(2), "c2");
  late.shared.start();
  browser.open[0]!.listener.event(event(3), "c3");
  assert.deepEqual(late.numbers, [1, 2, 3]);
  assert.equal(late.states.at(-1), "live");
});

test("when the leading tab closes another goes on after the last event that it has seen", () => {
  const browser = new Browser();
  const [first, second, third] = [browser.tab(), browser.tab(), browser.tab()];
  [first, second, third].forEach((tab) => tab.shared.start());
  browser.open[0]!.listener.event(event(1), "c1");
  first.shared.stop();
  assert.equal(browser.open.length, 1);
  assert.equal(browser.open[0]!.tab, second);
  assert.equal(browser.open[0]!.cursor, "c1");
  browser.open[0]!.listener.event(event(2), "c2");
  assert.deepEqual(third.numbers, [1, 2]);
});

test("a tab that follows and goes leaves the stream alone", () => {
  const browser = new Browser();
  const [first, second] = [browser.tab(), browser.tab()];
  [first, second].forEach((tab) => tab.shared.start());
  second.shared.stop();
  browser.open[0]!.listener.event(event(1), "c1");
  assert.deepEqual([first.numbers, second.numbers], [[1], []]);
});

test("any tab can ask for a new attempt", () => {
  const browser = new Browser();
  const [first, second] = [browser.tab(), browser.tab()];
  [first, second].forEach((tab) => tab.shared.start());
  second.shared.reconnectNow();
  first.shared.reconnectNow();
  assert.equal(browser.open[0]!.retried, 2);
});

test("a tab that comes back from the browser's cache is told anew", () => {
  const browser = new Browser();
  const [first, second] = [browser.tab(), browser.tab()];
  [first, second].forEach((tab) => tab.shared.start());
  browser.open[0]!.listener.event(event(1), "c1");
  second.shared.stop();
  browser.open[0]!.listener.event(event(2), "c2");
  second.shared.start();
  assert.equal(second.numbers.at(-1), 2);
});

test("a tab that is alone tells nobody what it sees, nor once the others are gone", () => {
  const browser = new Browser();
  const [first, second, third] = [browser.tab(), browser.tab(), browser.tab()];
  const told = () => browser.said.filter((say) => say === "event").length;
  first.shared.start();
  browser.open[0]!.listener.event(event(1), "c1");
  assert.equal(told(), 0);
  [second, third].forEach((tab) => tab.shared.start());
  browser.open[0]!.listener.event(event(2), "c2");
  second.shared.stop();
  browser.open[0]!.listener.event(event(3), "c3");
  assert.equal(told(), 2);
  third.shared.stop();
  browser.open[0]!.listener.event(event(4), "c4");
  assert.equal(told(), 2);
});

test("who takes over learns who listens to it", () => {
  const browser = new Browser();
  const [first, second, third] = [browser.tab(), browser.tab(), browser.tab()];
  [first, second, third].forEach((tab) => tab.shared.start());
  first.shared.stop();
  browser.open[0]!.listener.event(event(1), "c1");
  assert.deepEqual([second.numbers, third.numbers], [[1], [1]]);
});
