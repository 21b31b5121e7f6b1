import "./page/theme.css";
import "./page/document.css";
import "./page/panel.css";
import "./page/layout.css";
import { createRoot } from "react-dom/client";
import { Page } from "./page/Page";
import { listenToKeys } from "./page/keys";
import { SwarmContext } from "./store/hooks";
import { Swarm } from "./store/swarm";

const swarm = new Swarm("");
swarm.start();
listenToKeys(swarm);
createRoot(document.getElementById("root")!).render(
  <SwarmContext value={swarm}>
    <Page />
  </SwarmContext>,
);
