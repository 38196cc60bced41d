// What every request carries through middlewares and handlers, and Fresh's typed helpers for it.

import { type Context, createDefine } from "fresh";
import type { Running } from "../running.ts";
import type { Person } from "./authenticate.ts";

export interface State {
  running: Running;
  requestId: string;
  /** the client's address, behind trusted proxies too */
  address: string;
  /** the origin that this request was made to, as browsers write it */
  origin: string;
  /** set by the guards, once somebody's credential was looked at */
  person?: Person;
}

export type Ctx = Context<State>;

export const define = createDefine<State>();
