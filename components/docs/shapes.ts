// The schemas of the reference, made once a process.

import { type JsonSchema, jsonSchemas, NAMED, VIEWS } from "../../lib/protocol/schemas.ts";

export interface Shapes {
  /** as the server has them */
  told: Record<string, JsonSchema>;
  /** as clients write them */
  asked: Record<string, JsonSchema>;
  /** the names of those with a table of their own */
  views: string[];
}

let made: Shapes | undefined;

export const shapes = (): Shapes =>
  made ??= {
    told: jsonSchemas(NAMED, "output", ""),
    asked: jsonSchemas(NAMED, "input", ""),
    views: [...VIEWS.keys(), ...UNIONS],
  };

/** Parts of answers that are shown by name. */
const UNIONS = ["ConversationPage", "ConversationChanges"];
