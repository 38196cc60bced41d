// HTML that the server keeps: a page is mostly messages, and most who open it get the same ones. It is kept by all that it is made of, so
// that it cannot be anybody else's, nor old. In the browser nothing is kept.

import { Component, type VNode } from "preact";
import { jsxTemplate } from "preact/jsx-runtime";

/**
 * @param by everything that what is rendered depends on, as text
 * @param context what the parts of `it` reach for
 * @returns the HTML of `it`
 */
export type Keep = (by: string, it: VNode, context: object) => string;

let keep: Keep | undefined;

/** Called once by the server. */
export const keepWith = (how: Keep): void => void (keep = how);

export const isKeeping = (): boolean => keep !== undefined;

/** Only where `isKeeping`. */
export class KeptHtml extends Component<{ by: string; children: VNode }> {
  override render() {
    return jsxTemplate([keep!(this.props.by, this.props.children, this.context)]);
  }
}
