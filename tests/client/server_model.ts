// A conversation as a server would keep it, small enough to be right by looking: every change takes the next rev, and everything that
// a client may ask is answered from one state. The client's stores are tested against it.

import type { ListChanges, ListPage, MessagesPage } from "../../lib/client/api.ts";
import type { Source } from "../../lib/client/stores/source.ts";
import type { ChangeFrame } from "../../lib/protocol/server_frames.ts";
import { unreadCount } from "../../lib/protocol/unread.ts";
import type { ChangesView, ConversationView, MembershipView, MessageView, UserView } from "../../lib/protocol/views.ts";

export const ME = "me";
export const PEER = "peer";
const TIME = "2026-01-02T03:04:05.000Z";

export const person = (id: string): UserView => ({
  id,
  username: id,
  email: "",
  first_name: "",
  last_name: "",
  avatar: "",
  status: "online",
  last_seen: null,
  is_active: true,
  created_at: TIME,
  updated_at: TIME,
});

export type Operation =
  | { kind: "send"; from: string; client_id?: string }
  | { kind: "edit" | "delete" | "recall"; of: number }
  | { kind: "hidden" };

export class ServerModel implements Source {
  rev = 0;
  readonly frames: ChangeFrame[] = [];
  #messages: MessageView[] = [];
  readRev = 0;

  constructor(readonly id = "c1", readonly pageSize = 5) {}

  /** Commits one change. @returns the message that it was about */
  do(operation: Operation): MessageView | undefined {
    if (operation.kind === "send") return this.#send(operation.from, operation.client_id);
    const rev = ++this.rev;
    if (operation.kind === "hidden") {
      this.frames.push({ type: "rev", conversation_id: this.id, after_rev: rev - 1, rev });
      return undefined;
    }
    const message = this.#messages[operation.of % Math.max(1, this.#messages.length)];
    if (message === undefined) {
      this.frames.push({ type: "rev", conversation_id: this.id, after_rev: rev - 1, rev });
      return undefined;
    }
    const changed = { ...message, rev, ...changeOf(operation.kind, rev) };
    this.#messages = this.#messages.map((it) => it === message ? changed : it);
    const { client_id: _, ...seen } = changed;
    this.frames.push({
      type: "message_updated",
      conversation_id: this.id,
      rev,
      from: message.sender_id,
      message: seen,
    });
    return changed;
  }

  read(seq: number): void {
    this.readRev = Math.max(this.readRev, seq);
  }

  entry(): ConversationView {
    return {
      id: this.id,
      type: "private",
      peer: person(PEER),
      last_message: this.#messages.at(-1) ?? null,
      last_seq: this.#messages.length,
      first_seq: 1,
      rev: this.rev,
      last_read_seq: this.readRev,
      unread_count: unreadCount(this.#messages, ME, this.readRev),
      mention_count: 0,
      muted: false,
      notify: "all",
      pinned: false,
      archived: false,
      marked_unread: false,
      draft: "",
      draft_version: 0,
      blocked: false,
    };
  }

  all = (): MessageView[] => this.#messages;

  messages = (_: unknown, before = Infinity): Promise<MessagesPage> => {
    const older = this.#messages.filter((it) => it.seq < before);
    const messages = older.slice(-this.pageSize).reverse();
    return Promise.resolve({ messages, has_more: older.length > messages.length, epoch: "e", rev: this.rev });
  };

  changes = (_: string, after_rev: number): Promise<ChangesView> => {
    const changed = this.#messages.filter((it) => it.rev > after_rev).sort((a, b) => a.rev - b.rev);
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
    Promise.resolve({ epoch: "e", me_rev: 1, conversations: [this.entry()], next_cursor: null });

  listChanges = (): Promise<ListChanges> =>
    Promise.resolve({ epoch: "e", me_rev: 1, conversations: [], removed: [], hidden: [], has_more: false });

  group = () => Promise.reject(new Error("there are no groups here"));

  #send(from: string, client_id?: string): MessageView {
    const rev = ++this.rev;
    const seq = this.#messages.length + 1;
    const to = from === ME ? PEER : ME;
    const content = `message ${seq}`;
    const id = `m${seq}`;
    const told = { id, conversation_id: this.id, seq, rev, content, message_type: "text" as const, created_at: TIME };
    this.frames.push({ type: "private", ...told, from, to });
    const message: MessageView = {
      ...told,
      sender_id: from,
      receiver_id: to,
      group_id: null,
      reply_to: null,
      attachments: [],
      mentions: [],
      mentions_all: false,
      forwarded_from: null,
      event: null,
      reactions: [],
      pinned_at: null,
      is_deleted: false,
      recalled_at: null,
      edited_at: null,
      updated_at: TIME,
      client_id: client_id ?? null,
    };
    this.#messages = [...this.#messages, message];
    return message;
  }
}

function changeOf(kind: "edit" | "delete" | "recall", rev: number): Partial<MessageView> {
  if (kind === "edit") return { content: `edited at ${rev}`, edited_at: TIME };
  return kind === "delete" ? { is_deleted: true, content: "" } : { recalled_at: TIME, content: "" };
}
