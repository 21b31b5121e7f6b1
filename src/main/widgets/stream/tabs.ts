import type { Message, Tabs } from "./share";

/** Without locks, which plain HTTP from another machine has not, every tab leads itself. */
const ALONE: Tabs = {
  me: "",
  post: () => {},
  listen: () => () => {},
  lead: (run) => {
    run();
    return () => {};
  },
};

/** The tabs of this browser that show the same gateway: a lock says who leads, a channel carries what is said. */
export function tabsOf(gateway: string): Tabs {
  if (!navigator.locks || typeof BroadcastChannel === "undefined") return ALONE;
  const name = `marketswarm ${gateway}`;
  const channel = new BroadcastChannel(name);
  return {
    me: crypto.randomUUID(),
    post: inBatches((messages) => channel.postMessage(messages)),
    listen: (hear) => {
      const listener = (event: MessageEvent<readonly Message[]>) => event.data.forEach(hear);
      channel.addEventListener("message", listener);
      return () => channel.removeEventListener("message", listener);
    },
    lead: (run) => {
      const waiting = new AbortController();
      let release = () => {};
      const held = () =>
        new Promise<void>((done) => {
          release = done;
          run();
        });
      navigator.locks.request(name, { signal: waiting.signal }, held).catch(() => undefined);
      return () => {
        waiting.abort();
        release();
      };
    },
  };
}

/** Events that have come with one piece from the network are told together; anything else at once. */
function inBatches(send: (messages: readonly Message[]) => void): (message: Message) => void {
  let waiting: Message[] = [];
  const flush = () => {
    if (waiting.length > 0) send(waiting);
    waiting = [];
  };
  // unlike a timer it does not rest while the tab is hidden
  const soon = new MessageChannel();
  soon.port1.onmessage = flush;
  return (message) => {
    waiting.push(message);
    if (message.say !== "event") flush();
    else if (waiting.length === 1) soon.port2.postMessage(undefined);
  };
}
