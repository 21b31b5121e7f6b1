// The vendor's own client and ioredis: every message is one pipeline of XADDs, not waited for.
//
//   node ticks.mjs ws://HOST:PORT redis://HOST:PORT MAXLEN
import { readFileSync } from "node:fs";
import Redis from "ioredis";

const [vendor, server, kept] = process.argv.slice(2);
const home = new URL("./node_modules/@massive.com/client-js/", import.meta.url);
const { websocketClient } = await import(new URL(JSON.parse(readFileSync(new URL("package.json", home))).main, home));

const redis = new Redis(server);
const socket = websocketClient("demo", vendor).stocks();

const trade = (e) => ["type", "trade", "price", e.p, "size", e.s, "exchange", e.x, "conditions", (e.c ?? []).join(","),
  "trade_id", e.i, "seq", e.q, "tape", e.z, "ts_ms", e.t, "received_ms", Date.now()];
const quote = (e) => ["type", "quote", "bid", e.bp, "bid_size", e.bs, "ask", e.ap, "ask_size", e.as,
  "bid_exchange", e.bx, "ask_exchange", e.ax, "seq", e.q, "ts_ms", e.t, "received_ms", Date.now()];

socket.onmessage = ({ data }) => {
  const pipeline = redis.pipeline();
  for (const element of JSON.parse(data)) {
    if (element.status === "auth_success") socket.send(JSON.stringify({ action: "subscribe", params: "T.*,Q.*" }));
    if (element.ev !== "T" && element.ev !== "Q") continue;
    pipeline.xadd(`market:tick:${element.sym}:stream`, "MAXLEN", "~", kept, "*",
      ...(element.ev === "T" ? trade(element) : quote(element)));
  }
  if (pipeline.length > 0) pipeline.exec();
};
socket.onerror = () => process.exit(1);
console.log("reading");
