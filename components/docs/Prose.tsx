// A sentence in which `code` is set between backticks.

import { Fragment, h } from "preact";

/** By `h`: Deno's JSX escapes the text of a list when it is compiled, and again when it is rendered. */
export const Prose = ({ text }: { text: string }) =>
  h(Fragment, null, ...text.split("`").map((part, i) => i % 2 === 1 ? h("code", null, part) : part));
