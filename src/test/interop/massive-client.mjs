// Lets the vendor's own client talk to the simulator. By hand:
//
//   npm install --prefix /tmp/massive @massive.com/client-js
//   ./marketswarm simulator --port 8787 &
//   MASSIVE_CLIENT_MODULES=/tmp/massive/node_modules node src/test/interop/massive-client.mjs 8787
//
// Prints one line per step and ends with 0 when all of them were seen, with 1 otherwise.
import { join } from "node:path";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [port, key = "demo"] = process.argv.slice(2);
const home = join(process.env.MASSIVE_CLIENT_MODULES ?? "node_modules", "@massive.com", "client-js");
const main = JSON.parse(readFileSync(join(home, "package.json"), "utf8")).main;
const { restClient, websocketClient } = await import(pathToFileURL(join(home, main)).href);

const fail = (why) => {
  console.error(`failed: ${why}`);
  process.exit(1);
};
setTimeout(() => fail("not finished within 20 s"), 20_000).unref();
process.on("unhandledRejection", (error) => fail(error.message));

const waiting = new Set(["connected", "auth_success", "subscribed to: T.AAPL", "subscribed to: AM.*", "T", "Q"]);
await new Promise((done) => {
  const socket = websocketClient(key, `ws://127.0.0.1:${port}`).stocks();
  socket.onerror = () => fail("socket error");
  socket.onmessage = ({ data }) => {
    for (const element of JSON.parse(data)) {
      if (element.status === "connected") {
        socket.send(JSON.stringify({ action: "subscribe", params: "T.AAPL, Q.AAPL,AM.*" }));
      }
      for (const seen of [element.ev, element.status, element.message]) {
        if (waiting.delete(seen)) console.log(`socket: ${seen}`);
      }
    }
    if (waiting.size === 0) {
      socket.close();
      done();
    }
  };
});

const rest = restClient(key, `http://127.0.0.1:${port}`, { pagination: true });
console.log(`rest: market ${(await rest.getMarketStatus()).market}`);
const { ticker } = await rest.getStocksSnapshotTicker({ stocksTicker: "AAPL" });
console.log(`rest: ${ticker.ticker} ${ticker.lastTrade.p}`);
const { tickers } = await rest.getStocksSnapshotTickers({});
console.log(`rest: ${tickers.length} tickers`);
const { results } = await rest.getStocksTrades({ stockTicker: "AAPL", order: "asc", limit: 500 });
console.log(`rest: more than one page of trades: ${results.length > 500}`);
if (!(ticker.lastTrade.p > 0) || tickers.length < 10 || results.length <= 500) fail("an answer is not plausible");
process.exit(0);
