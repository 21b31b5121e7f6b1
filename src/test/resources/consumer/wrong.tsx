import { Chart, News } from "./embed/marketswarm";

export const noGateway = <News />;
export const noTheme = <News gateway="http://localhost:8080" theme="pink" />;
export const noSymbol = <Chart gateway="http://localhost:8080" symbol={5} />;
