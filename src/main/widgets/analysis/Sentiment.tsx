import type { CSSProperties } from "react";
import { format } from "../format/format";

const ARROWS: Readonly<Record<string, string>> = { bullish: "▲", bearish: "▼", mixed: "◆" };

interface Props {
  readonly label: string;
  readonly score?: number;
}

/** A sentiment as word, sign, score and a small scale from −1 to 1; colour only repeats it. */
export function Sentiment({ label, score }: Props) {
  const at = { "--at": Math.min(1, Math.max(-1, score ?? 0)) } as CSSProperties;
  return (
    <>
      <span className={`badge ${label}`}>
        <span aria-hidden="true">{ARROWS[label] ?? "●"}</span>
        {label} {score !== undefined && format.score(score)}
      </span>
      {score !== undefined && <span className="scale" style={at} aria-hidden="true" />}
    </>
  );
}
