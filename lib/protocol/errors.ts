// The table of refusals: each code with its HTTP status and what a client should do about it. Mapped to responses in
// `lib/http/errors.ts` and to error frames in `lib/realtime/dispatch.ts`, and nowhere else.

/** code → HTTP status. A code that is retried unchanged only makes sense for 429 and 503. */
export const ERROR_STATUS = {
  invalid_json: 400,
  invalid_field: 400,
  unknown_field: 400,
  unauthenticated: 401,
  bad_credentials: 401,
  session_ended: 401,
  forbidden: 403,
  cross_site: 403,
  not_reachable: 403,
  not_found: 404,
  method_not_allowed: 405,
  username_taken: 409,
  email_taken: 409,
  already_member: 409,
  group_full: 409,
  client_id_reused: 409,
  cursor_invalid: 409,
  gone: 410,
  too_large: 413,
  unsupported_type: 415,
  owner_cannot_leave: 422,
  recall_window_over: 422,
  owns_groups: 422,
  limit_reached: 422,
  not_supported_yet: 422,
  rate_limited: 429,
  internal: 500,
  not_ready: 503,
  storage_full: 503,
  overloaded: 503,
  invalid_frame: 400,
  unknown_type: 400,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;

/** A refusal that its cause may read: a sentence for a person, a code for a program. Never carries SQL, stacks or ids. */
export class ParleyError extends Error {
  override readonly name = "ParleyError";
  /**
   * @param code what a program reads
   * @param message one sentence for a person, ready to be shown
   * @param detail `fields`: why each field was refused; `retryAfter`: seconds until a repeat makes sense
   */
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly detail: { fields?: Record<string, string>; retryAfter?: number } = {},
  ) {
    super(message);
  }
  get status(): number {
    return ERROR_STATUS[this.code];
  }
}

/** *Not yours* and *not there* are the same answer: every door that refuses to tell uses this one. */
export const notFound = (what = "This") =>
  new ParleyError("not_found", `${what} does not exist, or is not yours to see.`);

export const invalidField = (field: string, why: string) =>
  new ParleyError("invalid_field", `${field}: ${why}`, { fields: { [field]: why } });

/** Why a socket was closed, and whether its client should come back: at once (1001), after a pause, or not at all. */
export const CLOSE = {
  bye: 1000,
  goingAway: 1001,
  abuse: 1008,
  tooLarge: 1009,
  tryAgainLater: 1013,
  sessionEnded: 4401,
  flooding: 4429,
} as const;

/** For the `default` of a switch over a closed union: a new member that is not handled does not compile. */
export function assertNever(value: never): never {
  throw new Error(`not handled: ${JSON.stringify(value)}`);
}
