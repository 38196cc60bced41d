// A table of fields: those of a body, of a query, of a view.

import { Prose } from "./Prose.tsx";
import type { JsonSchema } from "../../lib/protocol/schemas.ts";
import { boundsOf, Type } from "./Type.tsx";

export interface Field {
  name: string;
  schema: JsonSchema;
  required: boolean;
}

/** @param caption what they are the fields of; only heard where a heading says it already */
export function Fields({ caption, fields, quiet = false }: { caption: string; fields: Field[]; quiet?: boolean }) {
  return (
    <div class="scrolls" role="region" aria-label={caption} tabIndex={0}>
      <table>
        <caption class={quiet ? "sr" : undefined}>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Type</th>
            <th scope="col">Meaning</th>
          </tr>
        </thead>
        <tbody>
          {fields.map(({ name, schema, required }) => (
            <tr key={name}>
              <th scope="row">
                <code>{name}</code>
                {!required && <span class="optional">optional</span>}
              </th>
              <td>
                <code>
                  <Type schema={schema} />
                </code>
              </td>
              <td>
                <Prose text={[schema.description, boundsOf(schema)].filter((it) => it).join("; ")} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
