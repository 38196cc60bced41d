// Names for messages before the server has named them. Not `crypto.randomUUID`: that is missing on plain HTTP, where a small
// team may well run its server.

/** A client_id: 128 random bits as 32 characters of 0-9a-f. */
export function newClientId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
