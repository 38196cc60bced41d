// All conversations, each exact by `rev`, and the list of them, exact by `me_rev`. It reaches the server only through `Source`, so
// that a test can lose, repeat and reorder whatever it likes.

import { batch, computed, type ReadonlySignal, signal } from "@preact/signals";
import type {
  AckFrame,
  ChangeFrame,
  ConversationFrame,
  ConversationRemovedFrame,
  ReadFrame,
} from "../../protocol/server_frames.ts";
import type { ConversationView, MemberView } from "../../protocol/views.ts";
import type { MessagesPage } from "../api.ts";
import { applyChanges } from "../changes.ts";
import { type Conversation, withMessage, withoutMessages, withOwnMark } from "../conversation.ts";
import { withEntry, withLatest, withMembers, withOlder } from "../snapshots.ts";
import { messageOfAck, type Sent } from "../log.ts";
import { Sequence } from "../sequence.ts";
import { type Target, targetKey, targetOf } from "../target.ts";
import { Held, PATIENCE_MS } from "./held.ts";
import { codeOf, type Source } from "./source.ts";

/** Further behind than this, the latest page is loaded anew instead of every change between. */
const WORTH_SYNCING = 500;

export interface ListState {
  epoch: string;
  me_rev: number;
  conversations: readonly ConversationView[];
  /** of the next page; null: these are all */
  next_cursor: string | null;
}

export class Conversations {
  readonly #held = signal<ReadonlyMap<string, Held>>(new Map());
  readonly #gone = new Map<string, number>();
  readonly #busy = signal(0);
  readonly #seen = new Sequence<{ rev: number }>(0);
  #listTimer: ReturnType<typeof setTimeout> | undefined;
  #meTimer: ReturnType<typeof setTimeout> | undefined;
  epoch = "";
  /** Called when the server's database is another one than what is held came from. */
  onEpoch: () => void = () => {};

  /** @param patience milliseconds until something that did not come by itself is asked for */
  constructor(private readonly me: string, private readonly source: Source, private readonly patience = PATIENCE_MS) {}

  /** Most recent first. */
  readonly list: ReadonlySignal<readonly Conversation[]> = computed(() =>
    [...this.#held.value.values()].map((held) => held.state.value).sort((a, b) => activity(a) < activity(b) ? 1 : -1)
  );

  /** Whether something that was missed is being loaded. */
  readonly isCatchingUp: ReadonlySignal<boolean> = computed(() => this.#busy.value > 0);

  get meRev(): number {
    return this.#seen.rev;
  }

  get revs(): Record<string, number> {
    return Object.fromEntries([...this.#held.peek().values()].map((held) => [held.id, held.sequence.rev]));
  }

  /** Begins with a list, forgetting everything held. */
  begin({ epoch, me_rev, conversations }: ListState): void {
    for (const held of this.#held.peek().values()) held.stop();
    this.epoch = epoch;
    this.#gone.clear();
    this.#seen.restart(me_rev);
    this.#held.value = new Map(conversations.map((entry) => [entry.id, this.#hold(entry)]));
  }

  get = (id: string): Conversation | undefined => this.#held.value.get(id)?.state.value;

  /** The conversation with a person or of a group, if there is one; reading it subscribes. */
  at(target: Target): Conversation | undefined {
    const key = targetKey(target);
    for (const held of this.#held.value.values()) {
      const its = targetOf(held.state.peek().entry);
      if (its !== undefined && targetKey(its) === key) return held.state.value;
    }
    return undefined;
  }

  change(frame: ChangeFrame): void {
    this.#peek(frame.conversation_id)?.offer(frame);
  }

  /** The server confirmed one's own message. @returns whether it could be placed: otherwise the pending copy stays for now */
  acked(ack: AckFrame, sent: Sent): boolean {
    const held = this.#peek(ack.conversation_id);
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
    this.#take(content.conversation, me_rev);
    this.#saw(me_rev);
  }

  removed({ me_rev, content }: ConversationRemovedFrame): void {
    this.#forget(content.id, me_rev);
    this.#saw(me_rev);
  }

  /** One's own read mark, from another device. */
  ownMark(frame: ReadFrame): void {
    this.markRead(frame.conversation_id, frame.read_seq);
    if (frame.me_rev !== undefined) this.#saw(frame.me_rev);
  }

  markRead(id: string, seq: number): void {
    this.#update(id, (state) => withOwnMark(state, seq, this.me));
    if (this.#peek(id)?.state.peek().stale) this.#listSoon();
  }

  update(id: string, change: (state: Conversation) => Conversation): void {
    this.#update(id, change);
  }

  /** The server's heads: asks for what does not come by itself within a second. */
  expect(heads: Record<string, number>, meRev: number): void {
    for (const [id, rev] of Object.entries(heads)) this.#peek(id)?.expect(rev);
    if (meRev > this.#seen.rev) this.#meSoon(meRev);
  }

  /** After a resume: asks for everything that is behind, now. */
  async catchUp(behind: Record<string, number>, meRev: number): Promise<void> {
    const list = meRev > this.#seen.rev ? this.catchUpList() : undefined;
    const repairs = Object.entries(behind).map(async ([id, rev]) => {
      const held = this.#peek(id);
      if (held === undefined || rev <= held.sequence.rev) return;
      const { log } = held.state.peek();
      if (rev - held.sequence.rev > WORTH_SYNCING) await this.#during(() => this.#anew(held));
      else if (log === null) this.#listSoon(0, held);
      else await held.repairNow();
    });
    await Promise.all([list, ...repairs]);
  }

  /** The rest of a list that began with its first page. */
  async rest(cursor: string | null): Promise<void> {
    for (let next = cursor; next !== null;) {
      const page = await this.source.listPage(next);
      batch(() => {
        for (const entry of page.conversations) this.#take(entry, page.me_rev);
      });
      next = page.next_cursor;
    }
  }

  /** Everything that changed for this person alone since what is held. */
  async catchUpList(): Promise<void> {
    for (let more = true; more;) {
      const answer = await this.source.listChanges(this.#seen.rev, this.epoch).catch((error) => this.#failed(error));
      if (answer === undefined) return;
      batch(() => {
        for (const entry of answer.conversations) this.#take(entry, answer.me_rev);
        for (const id of answer.removed) this.#forget(id, answer.me_rev);
        const hidden = new Set(answer.hidden);
        if (hidden.size > 0) {
          for (const id of this.#held.peek().keys()) {
            this.#update(id, (it) => withoutMessages(it, hidden));
          }
        }
      });
      more = answer.has_more && answer.me_rev > this.#seen.rev;
      this.#seen.reach(answer.me_rev);
    }
  }

  /** Loads the latest messages, unless they are held. */
  async open(target: Target): Promise<void> {
    const held = this.#heldAt(target);
    if (held === undefined || held.state.peek().log !== null) return;
    const { entry } = held.state.peek();
    // All there is is known already: what was on screen before the first message need not blink.
    if (entry.last_seq > 1) await this.#anew(held);
    else {held.become({
        ...held.state.peek(),
        log: entry.last_message === null ? [] : [entry.last_message],
        hasMore: false,
      });}
  }

  /** Puts the latest page of a conversation in place: from the server's HTML, or loaded. */
  place(id: string, page: MessagesPage): void {
    const held = this.#peek(id);
    if (held === undefined) return;
    const before = held.sequence.rev;
    held.become(withLatest(held.state.peek(), page, this.me));
    held.expect(before);
    if (held.state.peek().stale) this.#listSoon();
  }

  /** Loads the page before what is held. */
  async older(id: string): Promise<void> {
    const held = this.#peek(id);
    const target = held && targetOf(held.state.peek().entry);
    const first = held?.state.peek().log?.[0]?.seq;
    if (held === undefined || target === undefined || first === undefined) return;
    const page = await this.source.messages(target, first);
    // What changed between the page's snapshot and now was dropped, since its message was not held.
    const since = page.rev;
    held.become(withOlder(held.state.peek(), page, this.me));
    if (since < held.sequence.rev) await this.#changesSince(held, since);
  }

  /** The first members of a group, as the server shows them. */
  async members(id: string): Promise<MemberView[]> {
    const page = await this.source.group(id);
    this.placeMembers(id, page.members, page.rev);
    return page.members;
  }

  placeMembers(id: string, members: readonly MemberView[], rev: number): void {
    const held = this.#peek(id);
    if (held === undefined) return;
    held.become(withMembers(held.state.peek(), members, rev));
    if (rev < held.sequence.rev) void this.#changesSince(held, rev).catch(() => {});
  }

  #hold = (entry: ConversationView): Held =>
    new Held(entry, this.me, (held) => this.#during(() => this.#repair(held)), this.patience);

  #peek = (id: string): Held | undefined => this.#held.peek().get(id);

  #heldAt(target: Target): Held | undefined {
    return [...this.#held.peek().values()].find((held) => {
      const its = targetOf(held.state.peek().entry);
      return its !== undefined && targetKey(its) === targetKey(target);
    });
  }

  #update(id: string, change: (state: Conversation) => Conversation): void {
    const held = this.#peek(id);
    if (held !== undefined) held.state.value = change(held.state.peek());
  }

  #take(entry: ConversationView, meRev: number): void {
    if ((this.#gone.get(entry.id) ?? -1) > meRev) return;
    this.#gone.delete(entry.id);
    const held = this.#peek(entry.id);
    if (held === undefined) {
      const added = this.#hold(entry);
      added.meRev = meRev;
      this.#held.value = new Map(this.#held.peek()).set(entry.id, added);
      return;
    }
    if (meRev < held.meRev) return;
    held.meRev = meRev;
    held.become(withEntry(held.state.peek(), entry, this.me));
    held.expect(entry.rev);
    if (held.state.peek().stale) this.#listSoon();
  }

  #forget(id: string, meRev: number): void {
    const held = this.#peek(id);
    if (held !== undefined && held.meRev > meRev) return;
    this.#gone.set(id, meRev);
    held?.stop();
    const rest = new Map(this.#held.peek());
    rest.delete(id);
    this.#held.value = rest;
  }

  #saw(meRev: number): void {
    this.#seen.offer({ rev: meRev });
    if (this.#seen.hasGap) this.#meSoon(meRev);
  }

  #meSoon(meRev: number): void {
    this.#meTimer ??= setTimeout(() => {
      this.#meTimer = undefined;
      if (this.#seen.hasGap || meRev > this.#seen.rev) void this.catchUpList();
    }, this.patience);
  }

  /** Reads the entries again whose count is a guess. */
  #listSoon(ms: number = this.patience, behind?: Held): void {
    if (behind !== undefined) behind.state.value = { ...behind.state.peek(), stale: true };
    this.#listTimer ??= setTimeout(async () => {
      await this.#refreshList().catch((error) => this.#failed(error));
      this.#listTimer = undefined;
      if (this.#stale().length > 0) this.#listSoon(2 * this.patience);
    }, ms);
  }

  #stale = () => [...this.#held.peek().values()].filter((held) => held.state.peek().stale);

  async #refreshList(): Promise<void> {
    let cursor: string | undefined;
    do {
      const page = await this.source.listPage(cursor);
      batch(() => {
        for (const entry of page.conversations) this.#take(entry, page.me_rev);
      });
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined && this.#stale().length > 0);
  }

  async #repair(held: Held): Promise<void> {
    for (let more = true; more;) {
      const answer = await this.source.changes(held.id, held.sequence.rev, this.epoch)
        .catch((error) => this.#failed(error, held));
      if (answer === undefined || this.#peek(held.id) !== held) return;
      if (held.state.peek().log !== null && answer.head_rev - answer.rev > WORTH_SYNCING) return await this.#anew(held);
      held.become(applyChanges(held.state.peek(), answer, this.me));
      more = answer.has_more;
    }
    if (held.state.peek().stale) this.#listSoon();
  }

  async #changesSince(held: Held, since: number): Promise<void> {
    for (let rev = since, more = true; more;) {
      const answer = await this.source.changes(held.id, rev, this.epoch);
      held.become(applyChanges(held.state.peek(), answer, this.me));
      rev = answer.rev;
      more = answer.has_more;
    }
  }

  async #anew(held: Held): Promise<void> {
    const target = targetOf(held.state.peek().entry);
    if (target === undefined) return;
    const page = await this.source.messages(target);
    if (this.#peek(held.id) === held) this.place(held.id, page);
  }

  async #during(work: () => Promise<void>): Promise<void> {
    this.#busy.value++;
    try {
      await work();
    } finally {
      this.#busy.value--;
    }
  }

  /** 404: not ours any more. cursor_invalid: another database. Anything else is tried again by whoever asked. */
  #failed(error: unknown, held?: Held): undefined {
    const code = codeOf(error);
    if (code === "not_found" && held !== undefined) this.#forget(held.id, this.#seen.rev);
    else if (code === "cursor_invalid") this.onEpoch();
    else if (held !== undefined) throw error;
  }
}

const activity = ({ entry }: Conversation): string =>
  entry.last_message?.created_at ?? entry.group?.created_at ?? entry.peer?.created_at ?? "";
