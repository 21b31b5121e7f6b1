// The one thing the page takes from react-dom; its own types are in no jar.
declare module "react-dom/client" {
  import type { ReactNode } from "react";
  export function createRoot(container: Element): { render(children: ReactNode): void };
}
