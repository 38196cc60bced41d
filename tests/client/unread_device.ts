// A device of ME that hears of a group what the model tells: in the order of each stream, with whatever is lost and late on the way.

import { applyChanges } from "../../lib/client/changes.ts";
import type { Conversation } from "../../lib/client/conversation.ts";
import { withOwnMark } from "../../lib/client/counting.ts";
import { withLatest, withOlder } from "../../lib/client/snapshots.ts";
import { Held } from "../../lib/client/stores/held.ts";
import { Shelf } from "../../lib/client/stores/shelf.ts";
import { ME } from "./model_views.ts";
import { ID, type Told, type UnreadModel } from "./unread_model.ts";

const NEVER_MS = 1 << 30;
const PAGE = 2;

/** The two orders in which a device is told: what everybody sees, and what only ME does. */
export type Stream = "rev" | "me_rev";
const streamOf = (told: Told): Stream => told.kind === "change" ? "rev" : "me_rev";

/** A device of ME: the pure core of the client's stores, without timers and requests. */
export class Device {
  readonly shelf: Shelf = new Shelf(ME, (entry) => new Held(entry, ME, () => Promise.resolve(), NEVER_MS));
  /** how far of what was told it has heard: each stream comes in its own order, one before or after the other */
  readonly #at: Record<Stream, number> = { rev: 0, me_rev: 0 };
  #meRev = 1;
  /** whether something that only ME sees never came */
  #hasMissed = false;
  /** the membership that it knows of */
  #membership = 0;

  constructor(readonly server: UnreadModel) {
    this.shelf.begin([server.entry()]);
  }

  get state(): Conversation | undefined {
    return this.shelf.peek(ID)?.state.peek();
  }

  /** Hears the next of one stream. @param isLost it never comes @param isLate what it shows is read only now */
  hear(stream: Stream, { isLost, isLate }: { isLost: boolean; isLate: boolean }): boolean {
    const at = this.server.told.findIndex((told, i) => i >= this.#at[stream] && streamOf(told) === stream);
    const told = this.server.told[at];
    if (told === undefined) return false;
    // The stream of a membership begins only after the device was told of it.
    if (told.kind === "change" && told.membership > this.#membership) {
      return this.hear("me_rev", { isLost: false, isLate });
    }
    this.#at[stream] = at + 1;
    const isNeeded = told.kind === "personal" && told.membership > this.#membership;
    if (!isLost || isNeeded) this.#take(told, isLate);
    else if (told.kind !== "change") this.#hasMissed = true;
    return true;
  }

  #take(told: Told, isLate: boolean): void {
    const held = this.shelf.peek(ID);
    if (told.kind === "change") held?.offer(told.frame);
    else if (told.kind === "read") this.shelf.update(ID, (it) => withOwnMark(it, told.seq, ME));
    else {
      const now = this.server.personalNow();
      const frame = isLate && now.type === told.frame.type ? { ...now, me_rev: told.me_rev } : told.frame;
      if (frame.type === "conversation_removed") this.shelf.forget(ID, frame.me_rev);
      else {
        // What was hidden since comes with a frame of its own.
        if (told.frame.type !== "conversation_removed" && told.frame.content.hidden !== undefined) {
          this.shelf.hide(ID, new Set(told.frame.content.hidden));
        }
        this.shelf.take(frame.content.conversation, frame.me_rev);
      }
      this.#membership = told.membership;
    }
  }

  /** Reads up to here, before the server knows. */
  reads(seq: number): void {
    const last = this.state?.entry.last_seq ?? 0;
    this.shelf.update(ID, (it) => withOwnMark(it, Math.min(seq, last), ME));
  }

  open(): void {
    if (!this.server.isMember || this.#membership < this.server.membership) return;
    const held = this.shelf.peek(ID);
    if (held !== undefined) held.become(withLatest(held.state.peek(), this.server.latest(PAGE), ME));
  }

  older(): void {
    const held = this.shelf.peek(ID);
    const first = held?.state.peek().log?.[0]?.seq;
    if (held === undefined || first === undefined || !this.server.isMember) return;
    if (this.#membership < this.server.membership) return;
    const since = held.sequence.rev;
    const page = this.server.older(first, PAGE);
    held.become(withOlder(held.state.peek(), page, ME));
    if (page.rev < since) this.#repair(page.rev);
  }

  /** As after a reconnect: what changed for ME alone, then what changed in the conversation. */
  catchUp(): void {
    if (!this.server.isMember) return this.shelf.forget(ID, this.server.entryMeRev);
    this.#membership = this.server.membership;
    if (this.#hasMissed) {
      this.shelf.take(this.server.entry(), this.server.meRev);
      this.shelf.hide(ID, new Set(this.server.hiddenSince(this.#meRev)));
      this.#meRev = this.server.meRev;
      this.#hasMissed = false;
    }
    this.#repair(this.shelf.peek(ID)?.sequence.rev ?? 0);
  }

  #repair(from: number): void {
    const held = this.shelf.peek(ID);
    for (let rev = from, more = held !== undefined; more && held !== undefined;) {
      const changes = this.server.changes(rev, 3);
      held.become(applyChanges(held.state.peek(), changes, ME));
      rev = changes.rev;
      more = changes.has_more;
    }
  }

  /** Reads the entry again, as the list does where something is a guess. */
  readAgain(): void {
    this.shelf.take(this.server.entry(), this.server.meRev);
  }

  stop(): void {
    for (const held of this.shelf.all()) held.stop();
  }
}
