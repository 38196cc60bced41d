// What the REST API does with one message. Each answers the message as it is then, for its own person.

import type { EditView, MessageView, ReceiptView, UserView } from "../protocol/views.ts";
import { anything, call, holding, query } from "./http.ts";
import { addressOf, type Target } from "./target.ts";

interface OneMessage {
  message: MessageView;
}
const one = holding<OneMessage>("message");
const at = (id: string, rest = "") => `/messages/${id}${rest}`;
const reaction = (id: string, emoji: string) => at(id, `/reactions/${encodeURIComponent(emoji)}`);

export interface Receipts {
  delivered: ReceiptView[];
  read: ReceiptView[];
  /** the person after whom the next page begins; null: there is none */
  next_after: string | null;
}
export interface ReactionPage {
  reactions: { emoji: string; users: UserView[] }[];
}

export const message = (id: string) => call("GET", at(id), one);
export const edit = (id: string, content: string) => call("PATCH", at(id), one, { content });
export const edits = (id: string) => call("GET", at(id, "/edits"), holding<{ edits: EditView[] }>("edits"));
export const remove = (id: string) => call("DELETE", at(id), anything);
export const recall = (id: string) => call("POST", at(id, "/recall"), one);
export const hide = (id: string) => call("POST", at(id, "/hide"), anything);
export const react = (id: string, emoji: string) => call("PUT", reaction(id, emoji), one);
export const unreact = (id: string, emoji: string) => call("DELETE", reaction(id, emoji), one);
export const reactions = (id: string) => call("GET", at(id, "/reactions"), holding<ReactionPage>("reactions"));
export const pin = (id: string) => call("PUT", at(id, "/pin"), one);
export const unpin = (id: string) => call("DELETE", at(id, "/pin"), one);
export const forward = (id: string, to: Target, client_id: string) =>
  call("POST", at(id, "/forward"), one, { ...addressOf(to), client_id });
const receiptsPage = (id: string, after?: string) =>
  call("GET", at(id, `/receipts${query({ after, limit: 100 })}`), holding<Receipts>("delivered", "read"));

/** As many as one looks through. */
const PAGES = 10;

/** All whom a message has reached, up to 1,000. */
export async function receipts(id: string): Promise<Receipts> {
  const all = await receiptsPage(id);
  for (let i = 1; i < PAGES && all.next_after !== null; i++) {
    const { delivered, read, next_after } = await receiptsPage(id, all.next_after);
    all.delivered.push(...delivered);
    all.read.push(...read);
    all.next_after = next_after;
  }
  return all;
}
