// A sentence about what just happened: good or bad, read aloud at once.

import { CircleAlert, CircleCheck } from "./icons.ts";

export function Notice({ text, bad = false }: { text: string; bad?: boolean }) {
  return (
    <p class={bad ? "notice bad" : "notice"} role={bad ? "alert" : "status"}>
      {bad ? <CircleAlert aria-hidden="true" /> : <CircleCheck aria-hidden="true" />}
      <span>{text}</span>
    </p>
  );
}
