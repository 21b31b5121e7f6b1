// Lets the vendor's own client talk to the simulator. MassiveClientInteropTest runs it; by hand:
//
//   npm install --prefix target/interop @massive.com/client-js@10.8.0
//   ./marketswarm simulator --port 8787 &
//   node src/test/interop/massive-client.mjs 8787
//
// Prints one line per step and ends with 0 when all of them were seen, with 1 otherwise.
import { join } from "node:path";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [port, key = "demo"] = process.argv.slice(2);
const home = join(process.env.MASSIVE_CLIENT_MODULES ?? "target/interop/node_modules", "@massive.com", "client-js");
const main = JSON.parse(readFileSync(join(home, "package.json"), "utf8")).main;
const { restClient, websocketClient } = await import(pathToFileURL(join(home, main)).href);

const fail = (why) => {
  console.error(`failed: ${why}`);
  process.exit(1);
};
setTimeout(() => fail("not finished within 60 s"), 60_000).unref();
process.on("unhandledRejection", (error) => fail(error.message));

const converse = (cluster, topics, expected) =>
  new Promise((done) => {
    const waiting = new Set(["connected", "auth_success", ...expected]);
    const socket = websocketClient(key, `ws://127.0.0.1:${port}`)[cluster]();
    socket.onerror = () => fail(`${cluster}: socket error`);
    socket.onmessage = ({ data }) => {
      for (const element of JSON.parse(data)) {
        if (element.status === "connected") socket.send(JSON.stringify({ action: "subscribe", params: topics }));
        for (const seen of [element.ev, element.status, element.message]) {
          if (waiting.delete(seen)) console.log(`${cluster}: ${seen}`);
        }
      }
      if (waiting.size > 0) return;
      socket.close();
      done();
    };
  });

await Promise.all([
  converse("stocks", "T.AAPL, Q.AAPL,AM.*", ["subscribed to: T.AAPL", "subscribed to: AM.*", "T", "Q"]),
  converse("options", "T.*,Q.O:SPY270115C00660000", ["T", "Q"]),
  converse("forex", "C.EUR/USD", ["C"]),
  converse("crypto", "XT.BTC-USD,XL2.BTC-USD", ["XT", "XL2"]),
  converse("indices", "V.I:SPX,A.I:SPX", ["V", "A"]),
  converse("futures", "T.*,A.*", ["T", "A"]),
]);

const rest = restClient(key, `http://127.0.0.1:${port}`, { pagination: true });
const check = (what, holds) => (holds ? console.log(`rest: ${what}`) : fail(`rest: not ${what}`));
check("market open", (await rest.getMarketStatus()).market === "open");
const { ticker } = await rest.getStocksSnapshotTicker({ stocksTicker: "AAPL" });
check("a snapshot with a price", ticker.lastTrade.p > 0);
const { tickers } = await rest.getStocksSnapshotTickers({});
check("all snapshots", tickers.length >= 12);
const { results } = await rest.getStocksTrades({ stockTicker: "AAPL", order: "asc", limit: 500 });
check("more than one page of trades", results.length > 500);
check("no trade twice", new Set(results.map((trade) => `${trade.exchange} ${trade.id}`)).size === results.length);
const options = await rest.getOptionsTrades({ optionsTicker: "O:SPY270115C00660000", limit: 100 });
check("trades of an option", options.results.length > 0);
const chain = await rest.getOptionsChain({ underlyingAsset: "SPY" });
check("an option chain", chain.results.length === 2);
const futures = await rest.getFuturesV1TradesTicker({ ticker: "ESH7", limit: 100 });
check("trades of a future", futures.results[0].ticker === "ESH7");

const refused = await new Promise((done) => {
  const socket = websocketClient("not a key", `ws://127.0.0.1:${port}`).stocks();
  let status = "";
  socket.onmessage = ({ data }) => (status = JSON.parse(data)[0].status);
  socket.onclose = ({ code }) => done(`${status} ${code}`);
});
check("a wrong key refused as the vendor does", refused === "auth_failed 1006");
process.exit(0);
