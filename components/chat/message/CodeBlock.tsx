// Code as it was written, with what language it is and a button that copies it. Colours come when it is on screen, and change nothing
// but colours; without a script, or in a language that nobody here reads, it stays plain.

import { useSignal } from "@preact/signals";
import { Check, Copy } from "../../icons.ts";
import { type ComponentChildren, Fragment, type RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { copyText } from "../../../lib/client/clipboard.ts";
import type { Piece } from "../../../lib/client/code/colours.ts";
import { useText } from "../../../lib/i18n/language.ts";

/** How long the button says what it did. */
const SAID_MS = 2_000;

/** @param info what stands behind the fence: a language, and perhaps more */
export function CodeBlock({ text, info }: { text: string; info: string }) {
  const t = useText();
  const box = useRef<HTMLPreElement>(null);
  const language = info.trim().split(/\s/)[0]!.toLowerCase().slice(0, 24);
  const pieces = useColours(box, text, language);
  return (
    <div class="code">
      <div class="code-head">
        <span>{language || t.code.plain}</span>
        <CopyButton text={text} />
      </div>
      <pre ref={box} tabIndex={0}><code>{pieces === undefined ? text : nodes(pieces)}</code></pre>
    </div>
  );
}

function CopyButton({ text }: { text: string }) {
  const t = useText();
  const said = useSignal<"copied" | "notCopied" | undefined>(undefined);
  const copy = async () => {
    said.value = await copyText(text).then(() => "copied" as const, () => "notCopied" as const);
    setTimeout(() => said.value = undefined, SAID_MS);
  };
  return (
    <button type="button" class="code-copy needs-script" aria-label={t.code.copy} title={t.code.copy} onClick={copy}>
      {said.value === "copied" ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
      <span role="status">{said.value && t.code[said.value]}</span>
    </button>
  );
}

/** What the parts of the text are, once it has been on screen; undefined until then. */
function useColours(box: RefObject<HTMLElement>, text: string, language: string): Piece[] | undefined {
  const known = useSignal<{ of: string; pieces: Piece[] } | undefined>(undefined);
  useEffect(() => {
    if (language === "" || box.current === null) return;
    const seeing = new IntersectionObserver(([entry]) => {
      if (!entry?.isIntersecting) return;
      seeing.disconnect();
      import("../../../lib/client/code/colours.ts").then(({ coloured }) => {
        // Each block is a task of its own, so that many of them do not hold up the screen.
        setTimeout(() => {
          const pieces = coloured(text, language);
          if (pieces !== undefined) known.value = { of: text, pieces };
        });
      }, () => {});
    }, { rootMargin: "100px" });
    seeing.observe(box.current);
    return () => seeing.disconnect();
  }, [text, language]);
  return known.value?.of === text ? known.value.pieces : undefined;
}

const nodes = (pieces: readonly Piece[]): ComponentChildren =>
  pieces.map((piece, i) =>
    typeof piece === "string"
      ? <Fragment key={i}>{piece}</Fragment>
      : <span key={i} class={looksOf(piece.look)}>{nodes(piece.inside)}</span>
  );

/** `title function_` → `hl-title hl-function_` */
const looksOf = (look: string): string => look.split(" ").map((it) => `hl-${it}`).join(" ");
