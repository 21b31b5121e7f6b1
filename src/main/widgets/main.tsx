import "./page/theme.css";
import "./page/layout.css";
import { createRoot } from "react-dom/client";
import { Page } from "./page/Page";
import { listenToKeys } from "./page/keys";
import { start } from "./store/page";

start();
listenToKeys();
createRoot(document.getElementById("root")!).render(<Page />);
