import { Component, type ReactNode } from "react";
import { Waiting } from "./Panel";

interface Props {
  readonly name: string;
  readonly children: ReactNode;
}

/** Keeps a fault inside one widget: the others go on, and this one says that it has stopped. */
export class Guard extends Component<Props, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return <Waiting title={`${this.props.name} has stopped`}>Something unexpected came. Reload the page.</Waiting>;
  }
}
