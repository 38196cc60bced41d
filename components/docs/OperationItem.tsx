// One operation: who may, what goes in, what comes out.

import { ERROR_STATUS } from "../../lib/protocol/errors.ts";
import { operationId } from "../../lib/protocol/openapi.ts";
import { type Answer, errorsOf, isMedia, type Operation, WHO } from "../../lib/protocol/operations/operation.ts";
import { nameOf } from "../../lib/protocol/schemas.ts";
import { Code, curlOf } from "./Curl.tsx";
import { type Field, Fields } from "./Fields.tsx";
import { Prose } from "./Prose.tsx";
import type { Shapes } from "./shapes.ts";
import { isRequired, propertiesOf, Type } from "./Type.tsx";

export function OperationItem({ operation, shapes }: { operation: Operation; shapes: Shapes }) {
  const { method, path, summary, notes, who } = operation;
  const id = operationId(operation);
  return (
    <article class="operation" aria-labelledby={id}>
      <h3 id={id}>
        <a href={`#${id}`}>{summary}</a>
      </h3>
      <p class="address">
        <span class={`method ${method.toLowerCase()}`}>{method}</span> <code>{path}</code>
      </p>
      {notes !== undefined && (
        <p>
          <Prose text={notes} />
        </p>
      )}
      <p class="hint">For {WHO[who]}.</p>
      <Inputs operation={operation} shapes={shapes} />
      <Code text={curlOf(operation)} />
      <Answers operation={operation} shapes={shapes} />
    </article>
  );
}

const FILE: Field = { name: "file", required: true, schema: { type: "string", format: "binary" } };

function Inputs({ operation: { params, query, body, form }, shapes }: { operation: Operation; shapes: Shapes }) {
  const inPath = Object.entries(params).map(([name, { description }]): Field => ({
    name,
    required: true,
    schema: { type: "string", description },
  }));
  const inQuery = query === undefined ? [] : fieldsOf(shapes, nameOf(query), "told");
  const inBody = body === undefined ? [] : fieldsOf(shapes, nameOf(body), "asked");
  const inForm = form === undefined ? [] : [FILE, ...fieldsOf(shapes, nameOf(form), "asked")];
  return (
    <>
      {inPath.length > 0 && <Fields caption="In the path" fields={inPath} />}
      {inQuery.length > 0 && <Fields caption="In the query" fields={inQuery} />}
      {inBody.length > 0 && <Fields caption="In the body, as JSON" fields={inBody} />}
      {inForm.length > 0 && <Fields caption="In the body, as multipart/form-data" fields={inForm} />}
    </>
  );
}

/** A query is text on its way in, so that its types are those that come of it. */
function fieldsOf(shapes: Shapes, name: string, side: "asked" | "told"): Field[] {
  const asked = shapes.asked[name] ?? {};
  return propertiesOf(shapes[side][name] ?? {}).map(([field, schema]) => ({
    name: field,
    schema,
    required: isRequired(asked, field),
  }));
}

function Answers({ operation, shapes }: { operation: Operation; shapes: Shapes }) {
  const errors = Map.groupBy(errorsOf(operation), (code) => ERROR_STATUS[code]);
  return (
    <dl class="answers">
      {Object.entries(operation.answers).map(([status, answer]) => (
        <div key={status}>
          <dt>{status}</dt>
          <dd>
            <AnswerText answer={answer} shapes={shapes} />
          </dd>
        </div>
      ))}
      {[...errors].toSorted(([a], [b]) => a - b).map(([status, codes]) => (
        <div key={status}>
          <dt>{status}</dt>
          <dd>
            {codes.map((code) => (
              <>
                <a key={code} href={`#error-${code}`}>
                  <code>{code}</code>
                </a>
                {" "}
              </>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function AnswerText({ answer, shapes }: { answer: Answer; shapes: Shapes }) {
  if (isMedia(answer)) {
    return (
      <>
        {answer.description}
        {answer.media !== "" && (
          <>
            {" "}
            <code>{answer.media}</code>
          </>
        )}
      </>
    );
  }
  const name = nameOf(answer);
  const schema = shapes.views.includes(name) ? { $ref: name } : shapes.told[name] ?? {};
  return (
    <code>
      <Type schema={schema} />
    </code>
  );
}
