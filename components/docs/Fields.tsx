// The fields of a body, of a query, of a view.

import type { JsonSchema } from "../../lib/protocol/schemas.ts";
import { Prose } from "./Prose.tsx";
import { boundsOf, Type } from "./Type.tsx";

export interface Field {
  name: string;
  schema: JsonSchema;
  required: boolean;
}

/** @param caption what they are the fields of, where no heading says it */
export function Fields({ caption, fields }: { caption?: string; fields: Field[] }) {
  return (
    <div>
      {caption !== undefined && <p class="label">{caption}</p>}
      <dl class="fields">
        {fields.map((field) => (
          <div key={field.name}>
            <dt>
              <code>{field.name}</code>
              {!field.required && <span class="optional">optional</span>}
            </dt>
            <dd>
              <code>
                <Type schema={field.schema} />
              </code>
              <Meaning schema={field.schema} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function Meaning({ schema }: { schema: JsonSchema }) {
  const text = [schema.description, boundsOf(schema)].filter((it) => it).join("; ");
  return text === "" ? null : (
    <p>
      <Prose text={text} />
    </p>
  );
}
