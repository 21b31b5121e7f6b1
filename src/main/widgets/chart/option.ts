import type { EChartsCoreOption } from "echarts/core";
import type { Bar } from "./bars";
import type { Palette } from "./palette";

/** What is drawn. */
export interface Picture {
  readonly bars: readonly Bar[];
  readonly line: boolean;
  /** Places of bars during which there was news. */
  readonly news: readonly number[];
  readonly price: (value: number) => string;
  readonly moment: (startMs: number) => string;
}

const RIGHT = 68;
const FONT = 11;
const LEAST_PLACES = 60;

/** What does not change with the prices: axes, crosshair, zoom. */
export function frame(colours: Palette): EChartsCoreOption {
  const pointer = {
    show: true,
    lineStyle: { color: colours.dim, type: "dashed", width: 1 },
    label: { backgroundColor: colours.raised, color: colours.text, fontSize: FONT, borderRadius: 3, padding: [3, 5] },
  };
  const axis = { axisLine: { show: false }, axisTick: { show: false }, splitLine: { show: false } };
  return {
    animation: false,
    textStyle: { fontFamily: "inherit", fontSize: FONT },
    grid: [
      { left: 6, right: RIGHT, top: 10, bottom: "27%" },
      { left: 6, right: RIGHT, height: "16%", bottom: 24 },
    ],
    axisPointer: { link: [{ xAxisIndex: "all" }] },
    xAxis: [
      { ...axis, type: "category", axisLabel: { show: false }, axisPointer: { ...pointer, label: { show: false } } },
      {
        ...axis,
        type: "category",
        gridIndex: 1,
        axisLabel: { color: colours.dim, fontSize: FONT, hideOverlap: true },
        axisPointer: pointer,
      },
    ],
    yAxis: [
      {
        ...axis,
        scale: true,
        position: "right",
        splitNumber: 5,
        splitLine: { lineStyle: { color: colours.line, width: 1, opacity: 0.7 } },
        axisLabel: { color: colours.dim, fontSize: FONT },
        axisPointer: pointer,
      },
      { ...axis, gridIndex: 1, position: "right", axisLabel: { show: false }, axisPointer: { show: false } },
    ],
    dataZoom: [{ type: "inside", xAxisIndex: [0, 1], minValueSpan: 10 }],
  };
}

/** Few bars stand at the right as many would: so many places at the left stay empty. */
export function emptyPlaces(bars: readonly Bar[]): number {
  return Math.max(0, LEAST_PLACES - bars.length);
}

/** What changes with every price. */
export function content({ bars, line, news, price, moment }: Picture, colours: Palette): EChartsCoreOption {
  const empty = emptyPlaces(bars);
  const nothing = Array<string>(empty).fill("-");
  const times = [...Array<string>(empty).fill(""), ...bars.map((bar) => moment(bar.startMs))];
  const drawn = prices(bars, line, colours);
  const last = bars[bars.length - 1];
  const label = { formatter: ({ value }: { value: number }) => price(Number(value)) };
  return {
    xAxis: [{ data: times }, { data: times }],
    yAxis: [{ axisLabel: { formatter: price }, axisPointer: { label } }, {}],
    series: [
      { ...drawn, id: "prices", data: [...nothing, ...drawn.data] },
      {
        id: "volume",
        type: "bar",
        xAxisIndex: 1,
        yAxisIndex: 1,
        barCategoryGap: "25%",
        barMaxWidth: 14,
        data: [...nothing, ...bars.map((bar) => volumeOf(bar, colours))],
      },
      {
        id: "news",
        type: "scatter",
        symbol: "diamond",
        symbolSize: 9,
        z: 5,
        itemStyle: { color: colours.brand },
        data: news.map((at) => [empty + at, bars[at]!.high]),
        symbolOffset: [0, -10],
      },
      last ? lastPrice(last, price, colours) : { id: "last", type: "line", data: [] },
    ],
  };
}

function prices(bars: readonly Bar[], line: boolean, colours: Palette) {
  return line
    ? {
        type: "line",
        showSymbol: false,
        lineStyle: { color: colours.accent, width: 1.6 },
        areaStyle: { color: colours.accent, opacity: 0.08 },
        data: bars.map((bar) => bar.close),
      }
    : {
        type: "candlestick",
        barMaxWidth: 14,
        itemStyle: { color: colours.up, color0: colours.down, borderColor: colours.up, borderColor0: colours.down },
        data: bars.map(({ open, close, low, high }) => [open, close, low, high]),
      };
}

function volumeOf({ volume, open, close }: Bar, colours: Palette) {
  return { value: volume, itemStyle: { color: close >= open ? colours.up : colours.down, opacity: 0.45 } };
}

function lastPrice({ close, open }: Bar, price: (value: number) => string, colours: Palette) {
  const colour = close >= open ? colours.up : colours.down;
  return {
    id: "last",
    type: "line",
    data: [],
    markLine: {
      silent: true,
      symbol: "none",
      lineStyle: { color: colour, type: "dotted", width: 1 },
      label: {
        position: "end",
        formatter: price(close),
        color: colours.raised,
        backgroundColor: colour,
        fontSize: FONT,
        fontWeight: "bold",
        borderRadius: 3,
        padding: [3, 5],
      },
      data: [{ yAxis: close }],
    },
  };
}
