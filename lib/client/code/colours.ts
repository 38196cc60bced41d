// The colours of code: what each part of a text is to its language, as a tree of our own. `lowlight` only reads; nothing it could write
// as markup is used. Loaded with the first block that names a language (`CodeBlock.tsx`), never before.

import bash from "highlight.js/lib/languages/bash";
import c from "highlight.js/lib/languages/c";
import cpp from "highlight.js/lib/languages/cpp";
import csharp from "highlight.js/lib/languages/csharp";
import css from "highlight.js/lib/languages/css";
import diff from "highlight.js/lib/languages/diff";
import dockerfile from "highlight.js/lib/languages/dockerfile";
import go from "highlight.js/lib/languages/go";
import ini from "highlight.js/lib/languages/ini";
import java from "highlight.js/lib/languages/java";
import javascript from "highlight.js/lib/languages/javascript";
import json from "highlight.js/lib/languages/json";
import kotlin from "highlight.js/lib/languages/kotlin";
import lua from "highlight.js/lib/languages/lua";
import markdown from "highlight.js/lib/languages/markdown";
import nginx from "highlight.js/lib/languages/nginx";
import php from "highlight.js/lib/languages/php";
import python from "highlight.js/lib/languages/python";
import ruby from "highlight.js/lib/languages/ruby";
import rust from "highlight.js/lib/languages/rust";
import scss from "highlight.js/lib/languages/scss";
import shell from "highlight.js/lib/languages/shell";
import sql from "highlight.js/lib/languages/sql";
import swift from "highlight.js/lib/languages/swift";
import typescript from "highlight.js/lib/languages/typescript";
import xml from "highlight.js/lib/languages/xml";
import yaml from "highlight.js/lib/languages/yaml";
import { createLowlight } from "lowlight";

/** A piece of a text: as it is, or with what it is (`keyword`, `string`). */
export type Piece = string | { look: string; inside: Piece[] };

const reader = createLowlight({
  bash,
  c,
  cpp,
  csharp,
  css,
  diff,
  dockerfile,
  go,
  ini,
  java,
  javascript,
  json,
  kotlin,
  lua,
  markdown,
  nginx,
  php,
  python,
  ruby,
  rust,
  scss,
  shell,
  sql,
  swift,
  typescript,
  xml,
  yaml,
});

/**
 * The grammars take some texts the square of their length: 16 KiB without a line's end hold up a reader's screen for seconds, and whoever
 * writes them holds up everybody's. What people write by hand is within these; the rest stays plain.
 */
const LONGEST = 8_192;
const LONGEST_LINE = 500;
const isTooMuch = (code: string): boolean =>
  code.length > LONGEST || code.split("\n").some((line) => line.length > LONGEST_LINE);

type Nodes = ReturnType<typeof reader.highlight>["children"];

/** @param language as written behind the fence @returns undefined: it stays plain */
export function coloured(code: string, language: string): Piece[] | undefined {
  if (!reader.registered(language) || isTooMuch(code)) return undefined;
  try {
    return pieces(reader.highlight(language, code).children);
  } catch {
    // Deeply nested comments make it give up.
    return undefined;
  }
}

const pieces = (nodes: Nodes): Piece[] =>
  nodes.flatMap((node): Piece[] => {
    if (node.type === "text") return [node.value];
    if (node.type !== "element") return [];
    const look = [node.properties.className].flat().map((it) => String(it ?? "").replace(/^hljs-/, "")).join(" ");
    return [{ look, inside: pieces(node.children.filter((it) => it.type !== "comment")) }];
  });
