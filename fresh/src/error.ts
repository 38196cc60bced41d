// The one error type that carries an HTTP status. Shared with the browser, so it knows nothing of the server.

/** The statuses that an {@linkcode HttpError} may carry. */
// deno-fmt-ignore
export type ErrorStatus =
  | 400 | 401 | 402 | 403 | 404 | 405 | 406 | 407 | 408 | 409 | 410 | 411 | 412
  | 413 | 414 | 415 | 416 | 417 | 418 | 421 | 422 | 423 | 424 | 425 | 426 | 428
  | 429 | 431 | 451 | 500 | 501 | 502 | 503 | 504 | 505 | 506 | 507 | 508 | 510
  | 511;

/**
 * Thrown by handlers and middlewares to end a request with `status`. The nearest error page answers; without one, the
 * message or, where that is empty, the status text is sent as plain text.
 */
export class HttpError extends Error {
  status: ErrorStatus;

  constructor(status: ErrorStatus, message?: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "HttpError";
    this.status = status;
  }
}
