// Numbers, times and ages as a person reads them, in the language of the browser.

const NONE = "–";
type Amount = string | number | undefined;

/** Text of numbers and times for one language; the browser's own when none is given. */
export function formatter(locale?: string) {
  const number = (options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options);
  const digits = (count: number) => ({ minimumFractionDigits: count, maximumFractionDigits: count });
  const byDigits = [0, 1, 2, 3, 4, 5, 6].map((count) => number(digits(count)));
  const signed = [0, 1, 2, 3, 4, 5, 6].map((count) => number({ ...digits(count), signDisplay: "exceptZero" }));
  const percent = number({ ...digits(2), style: "percent", signDisplay: "exceptZero" });
  const share = number({ style: "percent", maximumFractionDigits: 0 });
  const compact = number({ notation: "compact", maximumFractionDigits: 2 });
  const count = number({ maximumFractionDigits: 0 });
  const plural = new Intl.PluralRules("en");
  const score = number({ ...digits(2), signDisplay: "exceptZero" });
  const cost = number({ style: "currency", currency: "USD", maximumFractionDigits: 5 });
  const unit = (name: string) => number({ style: "unit", unit: name, unitDisplay: "narrow", maximumFractionDigits: 0 });
  const [ms, second, minute, hour, day] = ["millisecond", "second", "minute", "hour", "day"].map(unit);
  const time = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
  const clock = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" });
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });

  const shown = (amount: Amount, text: (value: number) => string) => {
    const value = amount === undefined || amount === "" ? NaN : Number(amount);
    return Number.isFinite(value) ? text(value) : NONE;
  };

  return {
    price: (symbol: string, amount: Amount) =>
      shown(amount, (value) => byDigits[priceDigits(symbol, value)]!.format(value)),
    change: (symbol: string, amount: Amount, price: Amount) =>
      shown(amount, (value) => signed[priceDigits(symbol, Number(price ?? value))]!.format(value)),
    /** Takes percent (0.65 is 0.65 %). */
    percent: (amount: Amount) => shown(amount, (value) => percent.format(value / 100)),
    /** Takes a part of one (0.8 is 80 %). */
    share: (amount: Amount) => shown(amount, (value) => share.format(value)),
    volume: (amount: Amount) => shown(amount, (value) => compact.format(value)),
    count: (amount: Amount) => shown(amount, (value) => count.format(value)),
    items: (amount: number) => `${count.format(amount)} ${plural.select(amount) === "one" ? "item" : "items"}`,
    /** Takes how many a second. */
    rate: (amount: number) => `${compact.format(amount)}/s`,
    score: (amount: Amount) => shown(amount, (value) => score.format(value)),
    cost: (amount: Amount) => shown(amount, (value) => cost.format(value)),
    lag: (milliseconds: number) =>
      milliseconds < 1_000 ? ms!.format(milliseconds) : second!.format(Math.round(milliseconds / 1_000)),
    age: (milliseconds: number) => {
      const seconds = Math.max(0, Math.floor(milliseconds / 1_000));
      if (seconds < 60) return second!.format(seconds);
      if (seconds < 3_600) return minute!.format(Math.floor(seconds / 60));
      if (seconds < 86_400) return hour!.format(Math.floor(seconds / 3_600));
      return day!.format(Math.floor(seconds / 86_400));
    },
    minute: (epochMs: number) => clock.format(epochMs),
    time: (epochMs: number) => time.format(epochMs),
    moment: (epochMs: number) => moment.format(epochMs),
  };
}

/** Digits after the point by the habits of the trade; by symbol and size, so that a column does not jump about. */
function priceDigits(symbol: string, price: number): number {
  const size = Math.abs(price);
  if (symbol.startsWith("C:")) return size < 20 ? 5 : 3;
  return size === 0 || size >= 1 ? 2 : 4;
}

export const format = formatter();
