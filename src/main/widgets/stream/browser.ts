import type { Outside } from "./client";

/** The browser's own EventSource, clock and timers. */
export const browser: Outside = {
  open: (url) => new EventSource(url, { withCredentials: true }),
  now: () => Date.now(),
  random: () => Math.random(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
