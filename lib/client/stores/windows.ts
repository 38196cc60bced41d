// What is loaded of one conversation: its latest messages, older ones, those around one that was jumped to, its pins and members. Each
// page shows the moment of a `rev`; what changed since is asked for again, since it was dropped while its message was not held.

import type { MemberView } from "../../protocol/views.ts";
import { type MessagesPage, PAGE } from "../api.ts";
import { withAround, withAroundPage, withoutAround } from "../around.ts";
import { left } from "../bounds.ts";
import { type Conversation, windowStart } from "../conversation.ts";
import { shown } from "../hidden.ts";
import { withPins } from "../pins.ts";
import { withMembers, withMoreMembers, withOlder } from "../snapshots.ts";
import { type Target, targetOf } from "../target.ts";
import type { Held } from "./held.ts";
import type { Repairs } from "./repairs.ts";
import type { Shelf } from "./shelf.ts";
import type { Source } from "./source.ts";

export class Windows {
  constructor(
    private readonly me: string,
    private readonly shelf: Shelf,
    private readonly repairs: Repairs,
    private readonly source: Source,
  ) {}

  /**
   * Somebody goes there: loads what they begin with, unless it is held.
   * @param at the `seq` that they begin at; left out: the first unread message, or the end
   */
  async enter(target: Target, at?: number): Promise<void> {
    const held = this.shelf.peekAt(target);
    const state = held?.state.peek();
    if (held === undefined || state === undefined) return;
    held.visit++;
    const { unread_count, last_read_seq } = state.entry;
    const wanted = at ?? (unread_count > 0 ? last_read_seq + 1 : Infinity);
    if (reaches(state, wanted)) {
      if (state.around !== null) held.become(withoutAround(state));
      await this.latest(target);
      return void this.repairs.current(held); // nobody waits for that to see what is held
    }
    held.become({ ...state, log: null, around: null });
    try {
      await this.around(held.id, wanted);
    } catch (error) {
      putBack(held, state);
      throw error;
    }
  }

  /** The reader goes to a place that is held: what they wanted to see before is not to come over it. */
  stay(id: string): void {
    const held = this.shelf.peek(id);
    if (held !== undefined) held.visit++;
  }

  /** Nobody looks at it any more. */
  leave(id: string): void {
    const held = this.shelf.peek(id);
    if (held === undefined) return;
    held.reader = Infinity;
    held.become(left(held.state.peek()));
  }

  /** What is far from there may be let go. @param seq that the reader looks at; Infinity: the end */
  reads(id: string, seq: number): void {
    const held = this.shelf.peek(id);
    if (held !== undefined) held.reader = seq;
  }

  /** Loads what is shown of the open one; where something is held, what takes no `rev`. */
  async open(target: Target): Promise<void> {
    const held = this.shelf.peekAt(target);
    if (held === undefined) return;
    const { log, around } = held.state.peek();
    await (log === null && around === null ? this.enter(target) : this.repairs.current(held));
  }

  /** Loads the latest messages, unless they are held. */
  async latest(target: Target): Promise<void> {
    const held = this.shelf.peekAt(target);
    const state = held?.state.peek();
    if (held === undefined || state === undefined || state.log !== null) return;
    const { last_seq, last_message } = state.entry;
    if (last_seq > 1) return await this.repairs.latest(held);
    // All there is is known already: what was on screen before the first message need not blink.
    held.become({ ...state, log: last_message === null ? [] : [last_message], hasMore: false });
  }

  /** Puts the latest page of a conversation in place: from the server's HTML, or loaded. */
  place(id: string, page: MessagesPage): void {
    const held = this.shelf.peek(id);
    if (held !== undefined) this.repairs.place(held, page);
  }

  /** Loads the page before what is held. */
  async older(id: string): Promise<void> {
    const [held, target] = this.#known(id);
    const first = held?.state.peek().log?.[0]?.seq;
    if (held === undefined || target === undefined || first === undefined) return;
    const page = await this.source.messages(target, { before: first });
    // Where the log was cut meanwhile, there would be a hole between the page and what is left.
    const { log, around } = held.state.peek();
    if (around !== null || log?.[0]?.seq !== first) return;
    held.become(withOlder(held.state.peek(), page, this.me));
    await this.repairs.since(held, page.rev);
  }

  /** Loads the messages around a place into a window of their own. @returns whether the reader still wanted them when they came */
  async around(id: string, seq: number): Promise<boolean> {
    const [held, target] = this.#known(id);
    if (held === undefined || target === undefined) return false;
    const visit = ++held.visit;
    const page = await this.source.messages(target, { around: seq });
    if (held.visit !== visit) return false;
    this.placeAround(id, page);
    return true;
  }

  placeAround(id: string, page: MessagesPage): void {
    const held = this.shelf.peek(id);
    if (held === undefined) return;
    held.become(withAround(held.state.peek(), page, this.me));
    this.repairs.since(held, page.rev).catch(() => {});
  }

  /** Loads the page before or after that window. */
  async aroundPage(id: string, end: "older" | "newer"): Promise<void> {
    const [held, target] = this.#known(id);
    const log = held?.state.peek().around?.log;
    const seq = log?.at(end === "older" ? 0 : -1)?.seq;
    if (held === undefined || target === undefined || seq === undefined) return;
    // Where the window ends it may become one with the latest messages, which are needed for that.
    if (end === "newer") await this.latest(target);
    const page = await this.source.messages(target, end === "older" ? { before: seq } : { after: seq });
    // Another jump may have taken its place meanwhile.
    if (held.state.peek().around?.log.at(end === "older" ? 0 : -1)?.seq !== seq) return;
    held.become(withAroundPage(held.state.peek(), page, end, this.me));
    await this.repairs.since(held, page.rev);
  }

  /** Back to the latest. @returns whether the reader still wanted that once they were there */
  async leaveAround(id: string): Promise<boolean> {
    const [held, target] = this.#known(id);
    if (held === undefined || target === undefined) return false;
    const visit = ++held.visit;
    await this.latest(target);
    if (held.visit !== visit) return false;
    held.become(withoutAround(held.state.peek()));
    return true;
  }

  async pins(id: string): Promise<void> {
    const held = this.shelf.peek(id);
    if (held === undefined) return;
    const before = held.sequence.rev;
    const { messages } = await this.source.pins(id);
    held.become(withPins(held.state.peek(), messages));
    await this.repairs.since(held, before);
  }

  /** The first members of a group, as the server shows them. */
  async members(id: string): Promise<MemberView[]> {
    const page = await this.source.group(id);
    this.placeMembers(id, page.members, page.rev);
    return page.members;
  }

  placeMembers(id: string, members: readonly MemberView[], rev: number): void {
    const held = this.shelf.peek(id);
    if (held === undefined) return;
    held.become(withMembers(held.state.peek(), members, rev));
    this.repairs.since(held, rev).catch(() => {});
  }

  /** How far a group is held; for `addMembers`. */
  revOf = (id: string): number => this.shelf.peek(id)?.sequence.rev ?? 0;

  /** Members of a large group that the first page did not have. @param rev held before they were asked for */
  addMembers(id: string, members: readonly MemberView[], rev: number): void {
    this.shelf.update(id, (it) => withMoreMembers(it, members, rev));
  }

  #known(id: string): [Held?, Target?] {
    const held = this.shelf.peek(id);
    return held === undefined ? [] : [held, targetOf(held.state.peek().entry)];
  }
}

/** Whether the latest messages, as they are held or would be loaded, go back to there. */
const reaches = (of: Conversation, seq: number): boolean =>
  of.log === null ? seq > of.entry.last_seq - PAGE : windowStart(of) <= seq;

/** What was held is shown after all, where nothing else could be had, unless it changed meanwhile: nobody told the log of that. */
function putBack(held: Held, before: Conversation): void {
  const now = held.state.peek();
  if (now.log !== null || now.around !== null || now.entry.rev !== before.entry.rev) return;
  held.become({ ...now, log: before.log && shown(now, before.log), hasMore: before.hasMore });
}
