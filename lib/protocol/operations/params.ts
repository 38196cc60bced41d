// What stands in the paths of operations.

import * as z from "zod";
import { id } from "../fields.ts";

export const user = id.describe("a person's id");
export const session = id.describe("a session's id");
export const conversation = id.describe("a conversation's id");
export const message = id.describe("a message's id");
export const group = id.describe("a group's id, which is its conversation's, too");
export const code = z.string().describe("the code of an invitation");
export const emoji = z.string().describe("one emoji, percent-encoded");
