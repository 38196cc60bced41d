// An operation as a line for a shell; `$PARLEY` and `$TOKEN` are set as the beginning of the page says.

import { type Operation } from "../../lib/protocol/operations/operation.ts";

const SAMPLES: Readonly<Record<string, string>> = { emoji: "%F0%9F%91%8D", code: "$CODE" };

/** `/messages/{id}/pin` is `/messages/$MESSAGE_ID/pin`. */
const addressOf = (path: string): string =>
  path.replaceAll(/(\w+)\/\{(\w+)\}/g, (_, before: string, name: string) => {
    const variable = name === "id" ? `${before.replace(/s$/, "")}_id` : name;
    return `${before}/${SAMPLES[name] ?? `$${variable.toUpperCase()}`}`;
  });

export function curlOf({ method, path, who, body, form, example, answers }: Operation): string {
  const query = example.query === undefined ? "" : `?${example.query}`;
  const media = Object.values(answers).some((it) => "media" in it && /zip|svg/.test(it.media));
  return [
    `curl${method === "GET" ? "" : ` -X ${method}`}`,
    ...who === "everybody" ? [] : [`-H "Authorization: Bearer $TOKEN"`],
    ...body === undefined ? [] : [`-H "Content-Type: application/json"`, `-d '${JSON.stringify(example.body ?? {})}'`],
    ...form === undefined ? [] : [`-F file=@report.pdf`],
    ...media ? ["-OJ"] : [],
    `"$PARLEY/api/v1${addressOf(path)}${query}"`,
  ].join(" \\\n  ");
}

/** Text that is copied as it stands. */
export function Code({ text }: { text: string }) {
  return <pre class="code"><code>{text}</code></pre>;
}
