// Files that tests upload: small ones of every kind that counts, and the form that carries one.

/** One pixel. */
export const PNG = Uint8Array.fromBase64(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
);

/** A picture that says it is so large: the header of a PNG is all that is read of it. */
export function pngOf(width: number, height: number): Uint8Array<ArrayBuffer> {
  const png = PNG.slice();
  new DataView(png.buffer).setUint32(16, width);
  new DataView(png.buffer).setUint32(20, height);
  return png;
}

/** What cannot be foreseen, so that two of them are never the same. */
export function noise(size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  for (let at = 0; at < size; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536));
  return bytes;
}

/** As a browser sends a file. @param type what its sender says that it is */
export function fileForm(
  bytes: Uint8Array<ArrayBuffer> | string = PNG,
  name = "dot.png",
  { type = "application/octet-stream", fields = {} }: { type?: string; fields?: Record<string, string> } = {},
): FormData {
  const form = new FormData();
  form.append("file", new Blob([bytes], { type }), name);
  for (const [field, value] of Object.entries(fields)) form.append(field, value);
  return form;
}
