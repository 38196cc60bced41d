// The tables of errors, limits and close codes.

import type { ComponentChildren } from "preact";
import { CLOSE_ADVICE, ERROR_ADVICE } from "../../lib/protocol/error_advice.ts";
import { CLOSE, ERROR_STATUS } from "../../lib/protocol/errors.ts";
import { LIMIT_NOTES } from "../../lib/protocol/limit_notes.ts";
import type { Limits } from "../../lib/protocol/limits.ts";
import { Prose } from "./Prose.tsx";

interface TableProps {
  caption: string;
  heads: string[];
  children: ComponentChildren;
}

function Table({ caption, heads, children }: TableProps) {
  return (
    <table>
      <caption class="sr">{caption}</caption>
      <thead>
        <tr>{heads.map((head) => <th key={head} scope="col">{head}</th>)}</tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

const FRAMES_ONLY = new Set(["invalid_frame", "unknown_type"]);

export function Errors() {
  const codes = Object.entries(ERROR_ADVICE).map(([code, advice]) => ({ code, advice }));
  return (
    <Table caption="Error codes" heads={["Code", "Status", "What to do"]}>
      {codes.map(({ code, advice }) => (
        <tr key={code} id={`error-${code}`}>
          <th scope="row">
            <code>{code}</code>
          </th>
          <td>{FRAMES_ONLY.has(code) ? "frames only" : Reflect.get(ERROR_STATUS, code)}</td>
          <td>
            <Prose text={advice} />
          </td>
        </tr>
      ))}
    </Table>
  );
}

const closes = Object.entries(CLOSE).map(([name, code]) => [code, Reflect.get(CLOSE_ADVICE, name)] as const);

export function CloseCodes() {
  return (
    <Table caption="Close codes" heads={["Code", "What to do"]}>
      {closes.map(([code, advice]) => (
        <tr key={code}>
          <th scope="row">
            <code>{code}</code>
          </th>
          <td>{advice}</td>
        </tr>
      ))}
    </Table>
  );
}

/** @param limits as this server has them */
export function LimitsTable({ limits }: { limits: Limits }) {
  return (
    <Table caption="Limits" heads={["What", "At most"]}>
      {LIMIT_NOTES.map(([name, what, unit]) => (
        <tr key={name}>
          <th scope="row">{what}</th>
          <td>{Number.isFinite(limits[name]) ? `${limits[name].toLocaleString("en")} ${unit}` : "no limit"}</td>
        </tr>
      ))}
    </Table>
  );
}
