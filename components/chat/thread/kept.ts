// HTML that the server keeps: a page is mostly messages, and most who open it get the same ones. It is kept by all that it is made of, so
// that it cannot be anybody else's, nor old. In the browser nothing is kept.

import { Component, type ComponentChild, h, type VNode } from "preact";
import { jsxTemplate } from "preact/jsx-runtime";

export interface Keeper {
  /** @param by everything that what is rendered depends on, as text */
  find(by: string): string | undefined;
  /**
   * Renders it, and keeps that.
   * @param context what the parts of `it` reach for
   */
  render(by: string, it: VNode, context: object): string;
}

let keeper: Keeper | undefined;

/** Called once by the server. */
export const keepWith = (it: Keeper): void => void (keeper = it);

export const isKeeping = (): boolean => keeper !== undefined;

/** What `make` gives, of which all that `by` says is the same. Only where `isKeeping`. */
export function kept(by: string, make: () => VNode): ComponentChild {
  const html = keeper?.find(by);
  return html === undefined ? h(Rendered, { by, children: make() }) : jsxTemplate([html]);
}

/** A component, for it knows the context. */
class Rendered extends Component<{ by: string; children: VNode }> {
  override render() {
    return jsxTemplate([keeper!.render(this.props.by, this.props.children, this.context)]);
  }
}
