// One widget in a page of somebody else: the one that the address names.
import { createRoot } from "react-dom/client";
import * as widgets from "marketswarm";

const asked = new URLSearchParams(location.search);
const Widget = widgets[asked.get("widget") as keyof typeof widgets];

createRoot(document.getElementById("intranet")!).render(<Widget gateway={asked.get("gateway")!} />);
