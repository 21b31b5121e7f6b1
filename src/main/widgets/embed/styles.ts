import analysis from "../analysis/analysis.css";
import briefings from "../briefings/briefings.css";
import chart from "../chart/chart.css";
import connection from "../connection/connection.css";
import dock from "../dock/dock.css";
import events from "../events/events.css";
import log from "../log/log.css";
import mesh from "../mesh/mesh.css";
import news from "../news/news.css";
import panel from "../page/panel.css";
import theme from "../page/theme.css";
import watchlist from "../watchlist/watchlist.css";
import embedded from "./embedded.css";

const ALL = [theme, panel, analysis, briefings, chart, connection, dock, events, log, mesh, news, watchlist, embedded];

let sheet: CSSStyleSheet | undefined;

/** The widgets' look, made once for all of them; a policy that forbids inline styles does not mind it. */
export function styles(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(ALL.join("\n"));
  }
  return sheet;
}
