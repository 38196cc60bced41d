// A conversation as a server would keep it, small enough to be right by looking: every change takes the next rev (what only ME sees
// the next me_rev), and everything that a client may ask is answered from one state. The client's stores are tested against it.

import type { ListChanges, ListPage, MessagesPage } from "../../lib/client/api.ts";
import type { MessageRange, Source } from "../../lib/client/stores/source.ts";
import type { ChangeFrame, ConversationFrame, ReactionChange } from "../../lib/protocol/server_frames.ts";
import { countsOf } from "../../lib/protocol/unread.ts";
import type { ChangesView, ConversationView, MembershipView, MessageView } from "../../lib/protocol/views.ts";
import { changeOf, ME, newMessage, OWN, PEER, person, reacted, TIME } from "./model_views.ts";
export { ME, PEER, person };

export type Operation =
  | { kind: "send"; from: string; client_id?: string; reply?: number }
  | { kind: "edit" | "delete" | "recall"; of: number }
  | { kind: "pin"; of: number; on: boolean }
  | ({ kind: "react"; of: number } & ReactionChange)
  | { kind: "hide"; of: number }
  | { kind: "own"; muted: boolean; draft: string }
  | { kind: "silent" };

type Told = ChangeFrame | ConversationFrame;

export class ServerModel implements Source {
  rev = 0;
  meRev = 1;
  readRev = 0;
  /** everything that ME's devices are told, in order */
  readonly told: Told[] = [];
  #messages: MessageView[] = [];
  #hidden = new Map<string, number>();
  #own = OWN;

  constructor(readonly id = "c1", readonly pageSize = 5) {}

  get frames(): ChangeFrame[] {
    return this.told.filter((frame) => "rev" in frame);
  }

  /** Commits one change. @returns the message that it was about */
  do(operation: Operation): MessageView | undefined {
    if (operation.kind === "send") return this.#send(operation);
    if (operation.kind === "own") return this.#ownChange(operation);
    const message = "of" in operation ? this.#messages[operation.of % Math.max(1, this.#messages.length)] : undefined;
    if (operation.kind === "hide") return message && this.#hide(message);
    const isGone = message !== undefined && (message.is_deleted || message.recalled_at !== null);
    if (message === undefined || isGone || operation.kind === "silent") return void this.#silent();
    return this.#change(message, operation);
  }

  read(seq: number): void {
    this.readRev = Math.max(this.readRev, seq);
  }

  entry(): ConversationView {
    return {
      id: this.id,
      type: "private",
      peer: person(PEER),
      last_message: this.all().at(-1) ?? null,
      last_seq: this.#messages.length,
      first_seq: 1,
      rev: this.rev,
      last_read_seq: this.readRev,
      ...this.#own,
      ...countsOf(this.all(), { me: ME, last_read_seq: this.readRev, blocked: false }),
    };
  }

  /** All that ME may see. */
  all = (): MessageView[] => this.#messages.filter((it) => !this.#hidden.has(it.id));

  messages = (_: unknown, { before, after, around }: MessageRange = {}): Promise<MessagesPage> => {
    const all = this.all();
    const older = all.filter((it) => it.seq < (around ?? before ?? Infinity));
    const newer = all.filter((it) => it.seq > (after ?? Infinity) || it.seq >= (around ?? Infinity));
    const messages = after !== undefined
      ? newer.slice(0, this.pageSize)
      : [...older.slice(-this.pageSize), ...newer.slice(0, this.pageSize)].reverse();
    const has_more = (after === undefined ? older : newer).length > this.pageSize;
    return Promise.resolve({ messages, has_more, epoch: "e", rev: this.rev });
  };

  pins = () => {
    const pinned = this.all().filter((it) => it.pinned_at !== null);
    return Promise.resolve({ messages: pinned.sort((a, b) => a.pinned_at! < b.pinned_at! ? 1 : -1) });
  };

  changes = (_: string, after_rev: number): Promise<ChangesView> => {
    const changed = this.all().filter((it) => it.rev > after_rev).sort((a, b) => a.rev - b.rev);
    const page = changed.slice(0, this.pageSize);
    const has_more = changed.length > page.length;
    const members: MembershipView[] = [];
    return Promise.resolve({
      epoch: "e",
      after_rev,
      rev: has_more ? page.at(-1)!.rev : this.rev,
      head_rev: this.rev,
      last_seq: this.#messages.length,
      first_seq: 1,
      messages: page,
      members,
      marks: [],
      has_more,
    });
  };

  listPage = (): Promise<ListPage> =>
    Promise.resolve({ epoch: "e", me_rev: this.meRev, conversations: [this.entry()], next_cursor: null });

  listChanges = (after: number): Promise<ListChanges> => {
    const hidden = [...this.#hidden].flatMap(([id, meRev]) => meRev > after ? [id] : []);
    const conversations = this.meRev > after ? [this.entry()] : [];
    return Promise.resolve({ epoch: "e", me_rev: this.meRev, conversations, removed: [], hidden, has_more: false });
  };

  group = () => Promise.reject(new Error("there are no groups here"));

  #silent(): void {
    const rev = ++this.rev;
    this.told.push({ type: "rev", conversation_id: this.id, after_rev: rev - 1, rev });
  }

  #change(message: MessageView, operation: Exclude<Operation, { kind: "send" | "own" | "hide" | "silent" }>) {
    if (this.#hidden.has(message.id)) return void this.#silent();
    const rev = ++this.rev;
    const change = operation.kind === "react" ? reacted(message, operation) : changeOf(operation, rev);
    const changed = { ...message, rev, ...change };
    this.#messages = this.#messages.map((it) => it === message ? changed : it);
    const { client_id: _, my_reactions: __, ...seen } = changed;
    const told = operation.kind === "react"
      ? { reacted: [{ user_id: operation.user_id, emoji: operation.emoji, on: operation.on }] }
      : {};
    const from = message.sender_id;
    this.told.push({ type: "message_updated", conversation_id: this.id, rev, from, message: seen, ...told });
    return changed;
  }

  #hide(message: MessageView): undefined {
    const me_rev = ++this.meRev;
    this.#hidden.set(message.id, me_rev);
    this.told.push({
      type: "conversation_updated",
      me_rev,
      content: { conversation: this.entry(), hidden: [message.id] },
    });
  }

  #ownChange({ muted, draft }: { muted: boolean; draft: string }): undefined {
    const me_rev = ++this.meRev;
    this.#own = { ...this.#own, muted, draft, draft_version: this.#own.draft_version + 1 };
    this.told.push({ type: "conversation_updated", me_rev, content: { conversation: this.entry() } });
  }

  #send({ from, client_id, reply }: { from: string; client_id?: string; reply?: number }): MessageView {
    const rev = ++this.rev;
    const seq = this.#messages.length + 1;
    const reply_to = reply === undefined ? undefined : this.#messages[reply % Math.max(1, seq - 1)]?.id;
    const message = { ...newMessage(this.id, seq, rev, from, reply_to), client_id: client_id ?? null };
    const { id, content } = message;
    const to = message.receiver_id!;
    const told = { id, seq, rev, content, message_type: "text" as const, created_at: TIME };
    const answers = reply_to === undefined ? {} : { reply_to };
    this.told.push({ type: "private", conversation_id: this.id, ...told, from, to, ...answers });
    this.#messages = [...this.#messages, message];
    return message;
  }
}
