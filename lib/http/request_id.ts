// A request's id: in its answer, in the log, and nowhere else. It is made outside the app, whose middlewares find it here.

const ids = new WeakMap<Request, string>();
/** What a proxy may have given already; anything else could forge lines of a log. */
const SANE = /^[A-Za-z0-9._-]{8,64}$/;

export function requestId(req: Request): string {
  let id = ids.get(req);
  if (id === undefined) {
    const given = req.headers.get("x-request-id") ?? "";
    ids.set(req, id = SANE.test(given) ? given : crypto.randomUUID());
  }
  return id;
}
