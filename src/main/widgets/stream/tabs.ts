import type { Message, Tabs } from "./share";

/** Without locks, which plain HTTP from another machine has not, every tab leads itself. */
const ALONE: Tabs = {
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
    post: (message) => channel.postMessage(message),
    listen: (hear) => {
      const listener = (event: MessageEvent<Message>) => hear(event.data);
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
