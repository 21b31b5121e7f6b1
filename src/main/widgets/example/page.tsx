// Somebody else's React page with three widgets in it.
import { createRoot } from "react-dom/client";
import { Chart, News, Watchlist } from "marketswarm";

const gateway = new URLSearchParams(location.search).get("gateway") ?? "http://localhost:8080";

function Intranet() {
  return (
    <>
      <h1>Our intranet</h1>
      <p>Lunch today: soup. And the market:</p>
      <div className="columns">
        <Watchlist gateway={gateway} />
        <Chart gateway={gateway} />
        <News gateway={gateway} theme="light" />
      </div>
      <button className="tool">Order lunch</button>
    </>
  );
}

createRoot(document.getElementById("intranet")!).render(<Intranet />);
