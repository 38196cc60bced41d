// A refused form: the page again with the sentence, the reasons beside their fields, and what was entered (never a password).

import { ParleyError } from "../protocol/errors.ts";

export interface Refusal {
  message: string;
  status: number;
  fields: Record<string, string>;
}

/** @throws `error` itself if it is no refusal that its cause may read */
export function refusalFrom(error: unknown): Refusal {
  if (!(error instanceof ParleyError) || error.status >= 500 && error.status !== 503) throw error;
  return { message: error.message, status: error.status, fields: error.detail.fields ?? {} };
}
