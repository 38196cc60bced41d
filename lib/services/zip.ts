// An archive that is made while it is read: of what goes in, no more is held than the piece that is being packed.

/** A file that comes in pieces of text or bytes. */
export interface PackedFile {
  name: string;
  pieces: AsyncIterable<string | Uint8Array>;
  /** it is compressed already, as pictures are */
  isPacked?: true;
}

/** @returns the archive in pieces; who stops reading it ends the files, too */
export async function* zipped(files: AsyncIterable<PackedFile>): AsyncGenerator<Uint8Array> {
  const { Zip, ZipDeflate, ZipPassThrough } = await import("fflate"); // 9 MB, for a few a month
  const encoder = new TextEncoder();
  const packed: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error !== null) throw error;
    packed.push(piece);
  });
  for await (const { name, pieces, isPacked } of files) {
    const file = isPacked ? new ZipPassThrough(name) : new ZipDeflate(name);
    zip.add(file);
    for await (const piece of pieces) {
      file.push(typeof piece === "string" ? encoder.encode(piece) : piece);
      yield* packed.splice(0);
    }
    file.push(new Uint8Array(), true);
    yield* packed.splice(0);
  }
  zip.end();
  yield* packed;
}
