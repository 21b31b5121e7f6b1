import { format } from "../format/format";
import type { NewsItem } from "../stream/wire";
import type { Bar } from "./bars";

interface Props {
  readonly symbol: string;
  readonly bar: Bar;
  readonly news: readonly NewsItem[];
}

/** The bar under the crosshair in figures, else the newest; with the headlines that came out during it. */
export function Readout({ symbol, bar, news }: Props) {
  const { open, high, low, close, volume, startMs } = bar;
  const tone = close >= open ? "up" : "down";
  const facts = [
    ["O", open],
    ["H", high],
    ["L", low],
    ["C", close],
  ] as const;
  return (
    <p className="readout">
      <time dateTime={new Date(startMs).toISOString()}>{format.moment(startMs)}</time>
      {facts.map(([name, value]) => (
        <span key={name}>
          {name} <b className={tone}>{format.price(symbol, value)}</b>
        </span>
      ))}
      <span>
        V <b>{format.volume(volume)}</b>
      </span>
      {news[0] && (
        <span className="readout-news">
          ◆ {news[0].title}
          {news.length > 1 && ` (+${news.length - 1})`}
        </span>
      )}
    </p>
  );
}
