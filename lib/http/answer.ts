// Answers of the API that are no errors.

/** 200 with a view under its name. */
export const ok = (body: object): Response => Response.json(body);

/** 201: a POST has made something. */
export const created = (body: object): Response => Response.json(body, { status: 201 });

/** 200 with a sentence, where there is nothing to show. */
export const done = (message: string): Response => Response.json({ message });
