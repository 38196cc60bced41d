// A group as the server keeps it for one member, for tests of what counts: every change takes the next rev, what only ME sees the next
// me_rev. Nothing is counted along the way: every count is a full recount of the whole history by the pure function.

import type { ChangeFrame, ConversationFrame, ConversationRemovedFrame } from "../../lib/protocol/server_frames.ts";
import { countsOf, isArchived } from "../../lib/protocol/unread.ts";
import type { ChangesView, ConversationView, MessageView } from "../../lib/protocol/views.ts";
import { ME, newMessage, OWN, PEER, TIME } from "./model_views.ts";

export type Speaks = "nobody" | "me" | "other" | "all";

export type Change =
  | { kind: "send"; from: string; to: Speaks }
  | { kind: "edit"; of: number; to: Speaks }
  | { kind: "delete" | "recall" | "react" | "hide"; of: number }
  | { kind: "silent" | "leave" | "rejoin" }
  | { kind: "read"; upTo: number }
  | { kind: "muted" | "archived" | "marked_unread" | "pinned"; on: boolean };

/** Something a device of ME is told; of a personal one, what it shows may be read only when it is handed on. */
export type Told =
  | { kind: "change"; frame: ChangeFrame; membership: number }
  | { kind: "personal"; me_rev: number; frame: ConversationFrame | ConversationRemovedFrame; membership: number }
  | { kind: "read"; seq: number };

/** What only ME has of it. */
type Own = typeof OWN & { first_seq: number; last_read_seq: number; archivedSeq: number | null };

export const ID = "c1";

const speaking = (to: Speaks) => ({
  mentions: to === "me" ? [ME] : to === "other" ? [PEER] : [],
  mentions_all: to === "all",
});

export class UnreadModel {
  rev = 1;
  meRev = 1;
  readonly told: Told[] = [];
  isMember = true;
  /** how often ME has joined */
  membership = 0;
  /** me_rev of the last change of what only ME sees of the conversation */
  entryMeRev = 1;
  #messages: MessageView[] = [];
  #hidden = new Map<string, number>();
  #own: Own = { ...OWN, first_seq: 1, last_read_seq: 0, archivedSeq: null };

  /** @param historyVisible whether those who join see what was said before */
  constructor(readonly historyVisible: boolean) {}

  /** Commits one change; what cannot be done just does not happen. */
  do(change: Change): void {
    switch (change.kind) {
      case "send":
        return this.#send(change.from, change.to);
      case "silent":
        return this.#silent();
      case "leave":
        return this.isMember ? this.#leave() : this.#silent();
      case "rejoin":
        return this.isMember ? this.#silent() : this.#rejoin();
      case "read":
        return this.#read(change.upTo);
      case "muted":
      case "marked_unread":
      case "pinned":
        return this.#ownChange({ [change.kind]: change.on });
      case "archived":
        return this.#ownChange({ archivedSeq: change.on ? this.#messages.length : null });
      default:
        return this.#changeOf(change, this.#messages[change.of % Math.max(1, this.#messages.length)]);
    }
  }

  entry(): ConversationView {
    const { archivedSeq, last_read_seq, ...own } = this.#own;
    return {
      ...own,
      id: ID,
      type: "group",
      last_message: this.visible().at(-1) ?? null,
      last_seq: this.#messages.length,
      rev: this.rev,
      last_read_seq,
      archived: isArchived(archivedSeq, this.#messages.length, own.muted),
      ...countsOf(this.visible(), { me: ME, last_read_seq, blocked: false }),
    };
  }

  /** All that ME may see. */
  visible = (): MessageView[] =>
    this.#messages.filter((it) => it.seq >= this.#own.first_seq && !this.#hidden.has(it.id));

  latest = (size: number) => {
    const all = this.visible();
    return { messages: all.slice(-size).reverse(), has_more: all.length > size, rev: this.rev };
  };
  older = (before: number, size: number) => {
    const all = this.visible().filter((it) => it.seq < before);
    return { messages: all.slice(-size).reverse(), has_more: all.length > size, rev: this.rev };
  };

  changes(after_rev: number, limit: number): ChangesView {
    const changed = this.visible().filter((it) => it.rev > after_rev).sort((a, b) => a.rev - b.rev);
    const messages = changed.slice(0, limit);
    const has_more = changed.length > limit;
    const rev = has_more ? messages.at(-1)!.rev : this.rev;
    const { first_seq } = this.#own;
    const last_seq = this.#messages.length;
    const none = { members: [], marks: [], epoch: "e" };
    return { ...none, after_rev, rev, head_rev: this.rev, last_seq, first_seq, messages, has_more };
  }

  hiddenSince = (meRev: number): string[] => [...this.#hidden].flatMap(([id, at]) => at > meRev ? [id] : []);

  /** What a device is told of the conversation that ME has, or has no more, as of now. */
  personalNow = (): ConversationFrame | ConversationRemovedFrame =>
    this.isMember
      ? { type: "conversation_updated", me_rev: this.entryMeRev, content: { conversation: this.entry() } }
      : { type: "conversation_removed", me_rev: this.entryMeRev, content: { id: ID } };

  #tell(frame: ChangeFrame): void {
    if (this.isMember) this.told.push({ kind: "change", frame, membership: this.membership });
  }

  #silent(): void {
    const rev = ++this.rev;
    this.#tell({ type: "rev", conversation_id: ID, after_rev: rev - 1, rev });
  }

  #personal(hidden?: string[]): void {
    this.entryMeRev = this.meRev;
    const frame = this.personalNow();
    if (hidden !== undefined && frame.type !== "conversation_removed") frame.content.hidden = hidden;
    this.told.push({ kind: "personal", me_rev: this.meRev, frame, membership: this.membership });
  }

  #send(from: string, to: Speaks): void {
    if (from === ME && !this.isMember) return;
    const rev = ++this.rev;
    const seq = this.#messages.length + 1;
    const message = { ...newMessage(ID, seq, rev, from), receiver_id: null, group_id: ID, ...speaking(to) };
    this.#messages.push(message);
    const { id, content, mentions, mentions_all } = message;
    const told = { id, seq, rev, content, message_type: "text" as const, created_at: TIME, mentions };
    const all = mentions_all ? { mentions_all: true as const } : {};
    this.#tell({ type: "group", conversation_id: ID, group_id: ID, from, ...told, ...all });
  }

  #changeOf(change: Extract<Change, { of: number }>, message: MessageView | undefined): void {
    if (message === undefined || message.is_deleted || message.recalled_at !== null) return this.#silent();
    if (change.kind === "hide") return this.#hide(message);
    const rev = ++this.rev;
    const changed = { ...message, rev, ...stateOf(change) };
    this.#messages[message.seq - 1] = changed;
    const isSeen = message.seq >= this.#own.first_seq && !this.#hidden.has(message.id);
    if (isSeen) this.#tell({ type: "message_updated", conversation_id: ID, rev, from: PEER, message: changed });
    else this.#tell({ type: "rev", conversation_id: ID, after_rev: rev - 1, rev });
  }

  #hide(message: MessageView): void {
    if (!this.isMember || this.#hidden.has(message.id) || message.seq < this.#own.first_seq) return;
    this.#hidden.set(message.id, ++this.meRev);
    this.#personal([message.id]);
  }

  #read(upTo: number): void {
    const seq = Math.min(upTo, this.#messages.length);
    if (!this.isMember || seq <= this.#own.last_read_seq) return;
    this.meRev++;
    this.entryMeRev = this.meRev;
    this.#own = { ...this.#own, last_read_seq: seq, marked_unread: false };
    this.told.push({ kind: "read", seq });
  }

  #ownChange(change: Partial<Own>): void {
    if (!this.isMember) return;
    this.meRev++;
    this.#own = { ...this.#own, ...change };
    this.#personal();
  }

  #leave(): void {
    this.#silent();
    this.isMember = false;
    this.meRev++;
    this.#personal();
  }

  #rejoin(): void {
    const last_seq = this.#messages.length;
    this.rev++;
    this.isMember = true;
    this.membership++;
    this.meRev++;
    const first_seq = this.historyVisible ? 1 : last_seq + 1;
    this.#own = { ...this.#own, first_seq, last_read_seq: last_seq };
    this.#personal();
  }
}

function stateOf(change: Extract<Change, { of: number }>): Partial<MessageView> {
  const gone = { content: "", mentions: [], mentions_all: false };
  switch (change.kind) {
    case "edit":
      return { content: "edited", edited_at: TIME, ...speaking(change.to) };
    case "delete":
      return { is_deleted: true, ...gone };
    case "recall":
      return { recalled_at: TIME, ...gone };
    default:
      return {}; // something that counts for nobody
  }
}
