// The readable reference: how to begin, what holds everywhere, then every operation and every frame.

import type { ComponentChildren } from "preact";
import { CLIENT_FRAMES, SERVER_FRAMES } from "../../lib/protocol/frame_notes.ts";
import type { Limits } from "../../lib/protocol/limits.ts";
import { OPERATIONS } from "../../lib/protocol/operations/index.ts";
import { TAGS } from "../../lib/protocol/operations/operation.ts";
import { Brand } from "../Brand.tsx";
import { Conventions } from "./Conventions.tsx";
import { Fields } from "./Fields.tsx";
import { Frames } from "./Frames.tsx";
import { OperationItem } from "./OperationItem.tsx";
import { type Shapes, shapes } from "./shapes.ts";
import { Socket } from "./Socket.tsx";
import { Start } from "./Start.tsx";
import { CloseCodes, Errors, LimitsTable } from "./Tables.tsx";
import { anchorOf, isRequired, propertiesOf, Type } from "./Type.tsx";

const CONTENTS: readonly (readonly [id: string, title: string])[] = [
  ["start", "Begin"],
  ["conventions", "Conventions"],
  ["errors", "Errors"],
  ["limits", "Limits"],
  ...TAGS.map(([tag, title]) => [`tag-${tag}`, title] as const),
  ["socket", "The socket"],
  ["said", "Frames that you send"],
  ["told", "Frames that you get"],
  ["closes", "Close codes"],
  ["objects", "Objects"],
];

/** @param limits as this server has them */
export function Reference({ limits }: { limits: Limits }) {
  const all = shapes();
  return (
    <div class="docs" lang="en" dir="ltr">
      <a class="skip" href="#docs">Skip to the text</a>
      <header class="docs-head">
        <Brand href="/" />
        <h1>API</h1>
      </header>
      <Contents />
      <main id="docs" tabIndex={-1}>
        <Section id="start">
          <Start />
        </Section>
        <Section id="conventions">
          <Conventions />
        </Section>
        <Section id="errors">
          <p>
            Every refusal is{" "}
            <code>{`{ error, code, fields? }`}</code>: a sentence for a person, a code for a program, and for each wrong
            field why.
          </p>
          <Errors />
        </Section>
        <Section id="limits">
          <p>As this server has them.</p>
          <LimitsTable limits={limits} />
        </Section>
        {TAGS.map(([tag]) => (
          <Section key={tag} id={`tag-${tag}`}>
            {OPERATIONS.filter((it) => it.tag === tag).map((it) => (
              <OperationItem key={it.path + it.method} operation={it} shapes={all} />
            ))}
          </Section>
        ))}
        <Section id="socket">
          <Socket />
        </Section>
        <Section id="said">
          <Frames side="said" notes={CLIENT_FRAMES} />
        </Section>
        <Section id="told">
          <Frames side="told" notes={SERVER_FRAMES} />
        </Section>
        <Section id="closes">
          <CloseCodes />
        </Section>
        <Section id="objects">
          <Objects shapes={all} />
        </Section>
      </main>
    </div>
  );
}

function Contents() {
  return (
    <nav class="docs-nav" aria-label="On this page">
      <ul>
        {CONTENTS.map(([id, title]) => (
          <li key={id}>
            <a href={`#${id}`}>{title}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Section({ id, children }: { id: string; children: ComponentChildren }) {
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{CONTENTS.find(([it]) => it === id)?.[1]}</h2>
      {children}
    </section>
  );
}

function Objects({ shapes }: { shapes: Shapes }) {
  return (
    <>
      {shapes.views.map((name) => {
        const schema = shapes.told[name] ?? {};
        const fields = propertiesOf(schema).map(([field, it]) => ({
          name: field,
          schema: it,
          required: isRequired(schema, field),
        }));
        return (
          <article key={name} class="object">
            <h3 id={anchorOf(name)}>{name}</h3>
            {fields.length > 0 ? <Fields fields={fields} /> : (
              <p>
                <code>
                  <Type schema={schema} />
                </code>
                {typeof schema.description === "string" && <span class="hint">{` ${schema.description}`}</span>}
              </p>
            )}
          </article>
        );
      })}
    </>
  );
}
