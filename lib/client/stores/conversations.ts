// All conversations, each exact by `rev`, and the list of them, exact by `me_rev`. It reaches the server only through `Source`, so
// that a test can lose, repeat and reorder whatever it likes.

import type { ReadonlySignal } from "@preact/signals";
import type {
  AckFrame,
  ChangeFrame,
  ConversationFrame,
  ConversationRemovedFrame,
  ReadFrame,
} from "../../protocol/server_frames.ts";
import type { ConversationView, MemberView } from "../../protocol/views.ts";
import type { MessagesPage } from "../api.ts";
import { type Conversation, withMessage, withOwnMark } from "../conversation.ts";
import { messageOfAck, type Sent } from "../log.ts";
import { withMembers, withOlder } from "../snapshots.ts";
import { type Target, targetOf } from "../target.ts";
import { Held, PATIENCE_MS } from "./held.ts";
import { OwnList } from "./own_list.ts";
import { Repairs } from "./repairs.ts";
import { Shelf } from "./shelf.ts";
import type { Source } from "./source.ts";

export interface ListState {
  epoch: string;
  me_rev: number;
  conversations: readonly ConversationView[];
  /** of the next page; null: these are all */
  next_cursor: string | null;
}

export class Conversations {
  readonly #shelf: Shelf;
  readonly #own: OwnList;
  readonly #repairs: Repairs;
  /** Most recent first. */
  readonly list: ReadonlySignal<readonly Conversation[]>;
  /** Whether something that was missed is being loaded. */
  readonly isCatchingUp: ReadonlySignal<boolean>;

  /** @param patience milliseconds until something that did not come by itself is asked for */
  constructor(private readonly me: string, private readonly source: Source, patience = PATIENCE_MS) {
    const hold = (entry: ConversationView) => new Held(entry, me, (held) => this.#repairs.repair(held), patience);
    this.#shelf = new Shelf(me, hold);
    this.#own = new OwnList(this.#shelf, source, patience);
    this.#repairs = new Repairs(me, this.#shelf, this.#own, source);
    this.list = this.#shelf.list;
    this.isCatchingUp = this.#repairs.isCatchingUp;
  }

  get epoch(): string {
    return this.#own.epoch;
  }

  get meRev(): number {
    return this.#own.meRev;
  }

  get revs(): Record<string, number> {
    return Object.fromEntries(this.#shelf.all().map((held) => [held.id, held.sequence.rev]));
  }

  /** @param then called when the server's database is another one than what is held came from */
  onEpoch(then: () => void): void {
    this.#own.onEpoch = then;
  }

  /** Begins with a list, forgetting everything held. */
  begin({ epoch, me_rev, conversations }: ListState): void {
    this.#own.begin(epoch, me_rev);
    this.#shelf.begin(conversations);
  }

  get = (id: string): Conversation | undefined => this.#shelf.get(id);

  /** The conversation with a person or of a group, if there is one; reading it subscribes. */
  at = (target: Target): Conversation | undefined => this.#shelf.at(target);

  change(frame: ChangeFrame): void {
    this.#shelf.peek(frame.conversation_id)?.offer(frame);
  }

  /** The server confirmed one's own message. @returns whether it could be placed: otherwise the pending copy stays for now */
  acked(ack: AckFrame, sent: Sent): boolean {
    const held = this.#shelf.peek(ack.conversation_id);
    if (held === undefined) {
      void this.catchUpList();
      return false;
    }
    const message = messageOfAck(ack, sent);
    if (!ack.duplicate) held.offer({ type: "own", rev: ack.rev, message });
    else if (ack.seq > held.state.peek().entry.last_seq) held.expect(ack.rev);
    else held.become(withMessage(held.state.peek(), message, this.me));
    return ack.rev <= held.sequence.rev;
  }

  entry({ me_rev, content }: ConversationFrame): void {
    this.#own.take(content.conversation, me_rev);
    this.#own.saw(me_rev);
  }

  removed({ me_rev, content }: ConversationRemovedFrame): void {
    this.#shelf.forget(content.id, me_rev);
    this.#own.saw(me_rev);
  }

  /** One's own read mark, from another device. */
  ownMark(frame: ReadFrame): void {
    this.markRead(frame.conversation_id, frame.read_seq);
    if (frame.me_rev !== undefined) this.#own.saw(frame.me_rev);
  }

  markRead(id: string, seq: number): void {
    const held = this.#shelf.peek(id);
    if (held === undefined) return;
    held.state.value = withOwnMark(held.state.peek(), seq, this.me);
    this.#own.check(held);
  }

  update(id: string, change: (state: Conversation) => Conversation): void {
    this.#shelf.update(id, change);
  }

  /** The server's heads: asks for what does not come by itself within a second. */
  expect(heads: Record<string, number>, meRev: number): void {
    for (const [id, rev] of Object.entries(heads)) this.#shelf.peek(id)?.expect(rev);
    if (meRev > this.meRev) this.#own.expect(meRev);
  }

  /** After a resume: asks for everything that is behind, now. */
  async catchUp(behind: Record<string, number>, meRev: number): Promise<void> {
    const list = meRev > this.meRev ? this.catchUpList() : undefined;
    const repairs = Object.entries(behind).map(([id, rev]) => {
      const held = this.#shelf.peek(id);
      return held && this.#repairs.catchUp(held, rev);
    });
    await Promise.all([list, ...repairs]);
  }

  /** The rest of a list that began with its first page. */
  rest = (cursor: string | null): Promise<void> => this.#own.rest(cursor);

  /** Everything that changed for this person alone since what is held. */
  catchUpList = (): Promise<void> => this.#own.catchUp();

  /** Loads the latest messages, unless they are held. */
  async open(target: Target): Promise<void> {
    const held = this.#shelf.peekAt(target);
    const state = held?.state.peek();
    if (held === undefined || state === undefined || state.log !== null) return;
    const { last_seq, last_message } = state.entry;
    if (last_seq > 1) return await this.#repairs.anew(held);
    // All there is is known already: what was on screen before the first message need not blink.
    held.become({ ...state, log: last_message === null ? [] : [last_message], hasMore: false });
  }

  /** Puts the latest page of a conversation in place: from the server's HTML, or loaded. */
  place(id: string, page: MessagesPage): void {
    const held = this.#shelf.peek(id);
    if (held !== undefined) this.#repairs.place(held, page);
  }

  /** Loads the page before what is held. */
  async older(id: string): Promise<void> {
    const held = this.#shelf.peek(id);
    const target = held && targetOf(held.state.peek().entry);
    const first = held?.state.peek().log?.[0]?.seq;
    if (held === undefined || target === undefined || first === undefined) return;
    const page = await this.source.messages(target, first);
    // What changed between the page's snapshot and now was dropped, since its message was not held.
    held.become(withOlder(held.state.peek(), page, this.me));
    await this.#repairs.since(held, page.rev);
  }

  /** The first members of a group, as the server shows them. */
  async members(id: string): Promise<MemberView[]> {
    const page = await this.source.group(id);
    this.placeMembers(id, page.members, page.rev);
    return page.members;
  }

  placeMembers(id: string, members: readonly MemberView[], rev: number): void {
    const held = this.#shelf.peek(id);
    if (held === undefined) return;
    held.become(withMembers(held.state.peek(), members, rev));
    this.#repairs.since(held, rev).catch(() => {});
  }
}
