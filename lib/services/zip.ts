// An archive that is made while it is read: of what goes in, no more is held than the piece that is being packed.

import { Zip, ZipDeflate } from "fflate";

/** A file of text that comes in pieces. */
export interface TextFile {
  name: string;
  pieces: AsyncIterable<string>;
}

/** @returns the archive in pieces; who stops reading it ends the files, too */
export async function* zipped(files: AsyncIterable<TextFile>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  const packed: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error !== null) throw error;
    packed.push(piece);
  });
  for await (const { name, pieces } of files) {
    const file = new ZipDeflate(name);
    zip.add(file);
    for await (const piece of pieces) {
      file.push(encoder.encode(piece));
      yield* packed.splice(0);
    }
    file.push(new Uint8Array(), true);
    yield* packed.splice(0);
  }
  zip.end();
  yield* packed;
}
