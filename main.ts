// The Fresh app. Whoever serves it says which running instance answers; nothing is opened here.

import { createApp } from "./lib/http/app.ts";
import type { Running } from "./lib/running.ts";

let answering: Running | undefined;

/** From now on, this instance answers. */
export function answerBy(running: Running): void {
  answering = running;
}

export const app = createApp(() => {
  if (answering === undefined) throw new Error("no instance is running");
  return answering;
});
