// A refused form: the page again with the sentence, the reasons beside their fields, and what was entered (never a password).

import { HttpError } from "fresh";
import { refusalText } from "../client/refusals.ts";
import type { Ctx } from "../http/define.ts";
import { dictionaryOf } from "../i18n/dictionaries.ts";
import type { Dictionary } from "../i18n/en.ts";
import { ParleyError } from "../protocol/errors.ts";
import { fieldReasons } from "./field_reasons.ts";
import { languageOf } from "./language.ts";

export interface Refusal {
  /** what happened and what to do next, in the reader's language */
  message: string;
  status: number;
  fields: Record<string, string>;
}

/** @throws `error` itself if it is no refusal that its cause may read */
export function refusalFrom(error: unknown, ctx: Ctx): Refusal {
  if (!(error instanceof ParleyError) || error.status >= 500 && error.status !== 503) throw error;
  const { code, message, status, detail } = error;
  const t = dictionaryOf(languageOf(ctx).locale);
  return { message: refusalText(t, code, message), status, fields: fieldReasons(detail.fields ?? {}, t) };
}

/** Why there is no page at all. */
export function toldOf(error: unknown, t: Dictionary): string {
  if (!(error instanceof HttpError)) return t.error.internalText;
  return error.cause instanceof ParleyError ? refusalText(t, error.cause.code, error.message) : error.message;
}
