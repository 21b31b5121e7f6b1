import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { format } from "../format/format";
import { Icon } from "../page/Icon";
import { useDesk } from "../store/hooks";
import type { Bar, Interval } from "./bars";
import type { Drawing } from "./drawing";

interface Props {
  readonly symbol: string;
  readonly bars: readonly Bar[];
  readonly interval: Interval;
  readonly line: boolean;
  readonly news: readonly number[];
  readonly at: number | undefined;
  readonly onPoint: (at: number | undefined) => void;
}

/** The drawn chart; its crosshair moves with the pointer and with the arrow keys, and its words say the same. */
export function Canvas({ symbol, bars, interval, line, news, at, onPoint }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const [drawing, setDrawing] = useState<Drawing>();
  const [follows, setFollows] = useState(true);
  const theme = useDesk("theme");

  useEffect(() => {
    let gone = false;
    let made: Drawing | undefined;
    void import("./drawing").then(({ Drawing }) => {
      if (gone || !place.current) return;
      made = new Drawing(place.current, { pointed: onPoint, following: setFollows });
      setDrawing(made);
    });
    return () => {
      gone = true;
      made?.dispose();
    };
  }, [onPoint]);

  useEffect(() => {
    if (!drawing) return;
    drawing.recolour();
    const system = matchMedia("(prefers-color-scheme: light)");
    const recolour = () => drawing.recolour();
    system.addEventListener("change", recolour);
    return () => system.removeEventListener("change", recolour);
  }, [drawing, theme]);
  useEffect(() => drawing?.follow(), [drawing, symbol, interval]);
  useEffect(() => {
    const moment = interval === "1s" ? format.time : format.minute;
    drawing?.show({ bars, line, news, price: (value) => format.price(symbol, value), moment });
  }, [drawing, symbol, bars, interval, line, news.join()]);

  const press = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, Home: -bars.length, End: bars.length }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = Math.min(bars.length - 1, Math.max(0, (at ?? bars.length - 1) + step));
    drawing?.point(next);
    onPoint(next);
  };
  const shown = at ?? bars.length - 1;
  return (
    <div className="chart-body">
      <div
        className="chart-canvas"
        ref={place}
        role="slider"
        tabIndex={0}
        aria-label={`Candles of ${symbol}`}
        aria-valuemin={0}
        aria-valuemax={bars.length - 1}
        aria-valuenow={shown}
        aria-valuetext={words(symbol, bars[shown])}
        onKeyDown={press}
        onBlur={() => onPoint(undefined)}
      />
      {!follows && (
        <button className="pill go-live" onClick={() => drawing?.follow()}>
          <Icon name="live" />
          Go to live
        </button>
      )}
    </div>
  );
}

function words(symbol: string, bar: Bar | undefined): string {
  if (!bar) return "no bar";
  const price = (value: number) => format.price(symbol, value);
  const { open, high, low, close } = bar;
  return `${format.moment(bar.startMs)}: open ${price(open)}, high ${price(high)}, low ${price(low)}, close ${price(close)}`;
}
