// A message on one line, as `inShort` has it. Who is mentioned keeps their own direction, and does not tell that of the rest: a message in
// Arabic that begins with `@ada` is one in Arabic. What it stands in is `dir="auto"`.

import { Fragment } from "preact";

const MENTION = /([@＠][\p{L}\p{M}\p{N}._+-]+)/u;

export const OneLine = ({ text }: { text: string }) => (
  <>
    {text.split(MENTION).map((part, i) =>
      i % 2 === 1 ? <bdi key={i}>{part}</bdi> : <Fragment key={i}>{part}</Fragment>
    )}
  </>
);
