// Reads one JSON object field by field: a value of the wrong kind counts as absent, nothing is trusted.

const LAST_DATE_MS = 8.64e15;

export class Fields {
  private constructor(private readonly values: Record<string, unknown>) {}

  static parse(json: string): Fields | undefined {
    try {
      return Fields.of(JSON.parse(json));
    } catch {
      return undefined;
    }
  }

  static of(value: unknown): Fields | undefined {
    const usable = typeof value === "object" && value !== null && !Array.isArray(value);
    return usable ? new Fields(value as Record<string, unknown>) : undefined;
  }

  text(name: string): string | undefined {
    const value = this.values[name];
    if (typeof value === "string") return value;
    return typeof value === "number" ? String(value) : undefined;
  }

  /** Decimal text that reads as a finite number. */
  decimal(name: string): string | undefined {
    const value = this.text(name);
    return value !== undefined && value.trim() !== "" && Number.isFinite(Number(value)) ? value : undefined;
  }

  number(name: string): number | undefined {
    const value = this.decimal(name);
    return value === undefined ? undefined : Number(value);
  }

  /** Epoch milliseconds that a Date can hold. */
  time(name: string): number | undefined {
    const value = this.number(name);
    return value !== undefined && Math.abs(value) <= LAST_DATE_MS ? value : undefined;
  }

  flag(name: string): boolean {
    return this.values[name] === true;
  }

  texts(name: string): string[] {
    return this.list(name).filter((value): value is string => typeof value === "string");
  }

  object(name: string): Fields {
    return Fields.of(this.values[name]) ?? new Fields({});
  }

  objects(name: string): Fields[] {
    return this.list(name).flatMap((value) => Fields.of(value) ?? []);
  }

  private list(name: string): unknown[] {
    const value = this.values[name];
    return Array.isArray(value) ? value : [];
  }
}
