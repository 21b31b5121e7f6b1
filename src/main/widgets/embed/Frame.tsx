import { useEffect, useRef, useState, type ReactNode } from "react";
import { createPortal } from "react-dom";
import { Guard } from "../page/Guard";
import type { Theme } from "../store/desk";
import { SwarmContext } from "../store/hooks";
import { borrow, swarmOf } from "./swarms";
import { styles } from "./styles";

interface Props {
  readonly gateway: string;
  readonly theme?: Theme;
  readonly name: string;
  readonly children: ReactNode;
}

/** A widget in somebody else's page: behind a shadow root, so that neither page's style reaches the other. */
export function Frame({ gateway, theme = "system", name, children }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const [root, setRoot] = useState<ShadowRoot>();
  useEffect(() => borrow(gateway), [gateway]);
  useEffect(() => {
    const element = host.current!;
    const shadow = element.shadowRoot ?? element.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = [styles()];
    setRoot(shadow);
  }, []);
  const framed = (
    <div className="marketswarm embedded" data-theme={theme}>
      <Guard name={name}>{children}</Guard>
    </div>
  );
  return (
    <SwarmContext value={swarmOf(gateway)}>
      <div ref={host}>{root && createPortal(framed, root)}</div>
    </SwarmContext>
  );
}
