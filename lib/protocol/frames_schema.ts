// The reference of the socket for programs: JSON Schema of every frame of both directions, made from the schemas by which a client's
// frames are judged and from those that the server's have their types of.

import type * as z from "zod";
import { clientFrames } from "./client_frames.ts";
import { PROTOCOL_VERSION } from "./limits.ts";
import { type JsonSchema, jsonSchemas, VIEWS } from "./schemas.ts";
import * as serverFrames from "./server_frames.ts";

const AT = "#/$defs/";
const camel = (type: string) => type.split("_").map((part) => `${part[0]!.toUpperCase()}${part.slice(1)}`).join("");

/** `ClientUserStatus` */
const said = new Map<string, z.ZodType>(
  Object.entries(clientFrames).map(([type, schema]) => [`Client${camel(type)}`, schema]),
);
/** `ServerMessageUpdated`; types that share a schema share its name. */
const told = new Map<string, z.ZodType>(
  Object.entries(serverFrames).flatMap(([name, schema]) =>
    isFrame(schema) ? [[`Server${camel(name.replace(/Frame$/, ""))}`, schema]] : []
  ),
);

function isFrame(schema: z.ZodType): boolean {
  const all: readonly z.ZodType[] = serverFrames.serverFrame.options;
  return all.includes(schema);
}

/** @returns the document, as JSON: `$defs` has `ClientFrame` and `ServerFrame`, and what they consist of */
export function framesSchema(): JsonSchema {
  const client = jsonSchemas(new Map([...VIEWS, ...said]), "input", AT);
  const server = jsonSchemas(new Map([...VIEWS, ...told]), "output", AT);
  const union = (names: Iterable<string>) => ({ oneOf: [...names].map((name) => ({ $ref: `${AT}${name}` })) });
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: `The frames of Parley's socket, version ${PROTOCOL_VERSION}`,
    $defs: {
      ClientFrame: union(said.keys()),
      ServerFrame: union(told.keys()),
      ...Object.fromEntries([...said.keys()].map((name) => [name, client[name]])),
      ...server,
    },
  };
}
