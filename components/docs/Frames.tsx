// The frames of one direction, each with an example.

import type { FrameNote } from "../../lib/protocol/frame_notes.ts";
import { Code } from "./Curl.tsx";
import { Prose } from "./Prose.tsx";

export function Frames({ notes, side }: { notes: readonly FrameNote<{ type: string }>[]; side: string }) {
  return (
    <>
      {notes.map(({ meaning, example }) => (
        <article key={example.type} class="frame" aria-labelledby={`${side}-${example.type}`}>
          <h3 id={`${side}-${example.type}`}>
            <code>{example.type}</code>
          </h3>
          <p>
            <Prose text={meaning} />
          </p>
          <Code text={JSON.stringify(example, null, 2)} />
        </article>
      ))}
    </>
  );
}
