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
import type { ConversationView, MessageView } from "../../protocol/views.ts";
import { withNews } from "../changes.ts";
import type { Conversation } from "../conversation.ts";
import { withMessage, withOwnMark } from "../counting.ts";
import { messageOfAck, type Sent } from "../log.ts";
import type { Target } from "../target.ts";
import { Held, PATIENCE_MS } from "./held.ts";
import { OwnList } from "./own_list.ts";
import { Repairs } from "./repairs.ts";
import { Shelf } from "./shelf.ts";
import type { Source } from "./source.ts";
import { Windows } from "./windows.ts";

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
  /** what is loaded of each */
  readonly windows: Windows;
  /** Most recent first. */
  readonly list: ReadonlySignal<readonly Conversation[]>;
  /** Whether something that was missed is being loaded. */
  readonly isCatchingUp: ReadonlySignal<boolean>;

  /**
   * @param patience milliseconds until something that did not come by itself is asked for
   * @param foresee puts what this person does into what is shown, before the server has done it
   */
  constructor(
    private readonly me: string,
    source: Source,
    patience = PATIENCE_MS,
    foresee?: (of: Conversation) => Conversation,
  ) {
    const hold = (entry: ConversationView) =>
      new Held(entry, me, (held) => this.#repairs.repair(held), patience, foresee);
    this.#shelf = new Shelf(me, hold);
    this.#own = new OwnList(this.#shelf, source, patience);
    this.#repairs = new Repairs(me, this.#shelf, this.#own, source);
    this.windows = new Windows(me, this.#shelf, this.#repairs, source);
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

  /** As the server shows it, to be kept on this device. Most recent first. */
  get truth(): ReadonlySignal<readonly Conversation[]> {
    return this.#shelf.truth;
  }

  /** What this device kept of a conversation, brought up to date. @param hidden since then, for oneself */
  adopt = (kept: Conversation, hidden: ReadonlySet<string>): Promise<void> => this.#repairs.adopt(kept, hidden);

  /** Begins with a list, forgetting everything held. */
  begin({ epoch, me_rev, conversations }: ListState): void {
    this.#own.begin(epoch, me_rev);
    this.#shelf.begin(conversations);
  }

  get = (id: string): Conversation | undefined => this.#shelf.get(id);

  /** The conversation with a person or of a group, if there is one; reading it subscribes. */
  at = (target: Target): Conversation | undefined => this.#shelf.at(target);

  change(frame: ChangeFrame): void {
    const held = this.#shelf.peek(frame.conversation_id);
    if (held === undefined) return;
    held.offer(frame);
    this.#own.check(held);
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
    if (content.hidden !== undefined) this.hide(content.conversation.id, new Set(content.hidden));
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

  /** With each welcome: from now on what is shown, or gone to, is asked once how far the others have come. */
  welcomed = (): void => this.#repairs.welcomed();

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

  /** A newer copy of a message than is held, as an answer of the API shows it: its frame is still to come. */
  news(message: MessageView): void {
    this.#shelf.update(message.conversation_id, (it) => withNews(it, message, this.me));
  }

  /** Messages that this person has hidden. */
  hide(id: string, messages: ReadonlySet<string>): void {
    this.#shelf.hide(id, messages);
  }
}
