// Loaded only when a chart is shown: this is where the charting library comes in, by the parts that are used.
import { BarChart, CandlestickChart, LineChart, ScatterChart } from "echarts/charts";
import {
  AxisPointerComponent,
  DataZoomInsideComponent,
  GridComponent,
  MarkLineComponent,
} from "echarts/components";
import { init, use, type EChartsType } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { content, emptyPlaces, frame, type Picture } from "./option";
import { paletteOf, type Palette } from "./palette";

use([BarChart, CandlestickChart, LineChart, ScatterChart, CanvasRenderer]);
use([AxisPointerComponent, DataZoomInsideComponent, GridComponent, MarkLineComponent]);

const VISIBLE = 90;

/** What happens on it. */
export interface Watcher {
  /** The crosshair is at this bar, or nowhere. */
  readonly pointed: (at: number | undefined) => void;
  /** Whether the newest bar is in sight. */
  readonly following: (follows: boolean) => void;
}

/** The chart on its canvas. It follows the newest bar until somebody moves away from it. */
export class Drawing {
  private readonly chart: EChartsType;
  private readonly resizing: ResizeObserver;
  private colours: Palette;
  private picture: Picture | undefined;
  private visible = VISIBLE;
  private follows = true;

  constructor(
    private readonly place: HTMLElement,
    private readonly watcher: Watcher,
  ) {
    this.colours = paletteOf(place);
    this.chart = init(place, null, { renderer: "canvas" });
    this.chart.setOption(frame(this.colours));
    this.chart.on("updateAxisPointer", (event) => this.pointed(event as PointerEventOfChart));
    this.chart.on("dataZoom", () => this.zoomed());
    this.chart.getZr().on("globalout", () => watcher.pointed(undefined));
    this.resizing = new ResizeObserver(() => this.chart.resize());
    this.resizing.observe(place);
  }

  show(picture: Picture): void {
    this.picture = picture;
    const zoom = this.follows ? { dataZoom: [this.newest()] } : {};
    const shape = { replaceMerge: ["series"] };
    this.chart.setOption({ ...content(picture, this.colours), ...zoom }, shape);
  }

  /** Takes the colours of the theme anew. */
  recolour(): void {
    this.colours = paletteOf(this.place);
    this.chart.setOption(frame(this.colours));
    if (this.picture) this.show(this.picture);
  }

  follow(): void {
    this.follows = true;
    this.visible = VISIBLE;
    this.watcher.following(true);
    if (this.picture) this.show(this.picture);
  }

  /** Puts the crosshair on a bar. */
  point(at: number): void {
    const close = this.picture?.bars[at]?.close;
    if (close === undefined) return;
    const [x, y] = this.chart.convertToPixel({ xAxisIndex: 0, yAxisIndex: 0 }, [this.empty + at, close]) as number[];
    this.chart.dispatchAction({ type: "updateAxisPointer", currTrigger: "mousemove", x, y });
  }

  dispose(): void {
    this.resizing.disconnect();
    this.chart.dispose();
  }

  private get empty(): number {
    return emptyPlaces(this.picture?.bars ?? []);
  }

  private get last(): number {
    return this.empty + (this.picture?.bars.length ?? 1) - 1;
  }

  private newest() {
    const end = this.last;
    return { startValue: Math.max(0, end - this.visible + 1), endValue: end };
  }

  private zoomed(): void {
    const option = this.chart.getOption() as { dataZoom?: { startValue?: number; endValue?: number }[] };
    const { startValue = 0, endValue = 0 } = option.dataZoom?.[0] ?? {};
    this.visible = Math.max(10, endValue - startValue + 1);
    this.follows = endValue >= this.last;
    this.watcher.following(this.follows);
  }

  private pointed(event: PointerEventOfChart): void {
    const at = event.axesInfo?.find((axis) => axis.axisDim === "x")?.value;
    if (typeof at === "number") this.watcher.pointed(at < this.empty ? undefined : at - this.empty);
  }
}

interface PointerEventOfChart {
  readonly axesInfo?: readonly { readonly axisDim: string; readonly value: unknown }[];
}
