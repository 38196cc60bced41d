// What is shown beside the list: its messages are loaded unless they are held. Its pins and members are `use_beside.ts`'s to ask for.

import { type Signal, signal } from "@preact/signals";
import { DEFAULT_LIMITS } from "../protocol/limits.ts";
import type { ConversationView } from "../protocol/views.ts";
import type { Conversations } from "./stores/conversations.ts";
import type { People } from "./stores/people.ts";
import type { Target } from "./target.ts";

export class Opened {
  readonly target: Signal<Target | null>;

  constructor(private readonly conversations: Conversations, private readonly people: People, first: Target | null) {
    this.target = signal(first);
  }

  /** @param at the `seq` to begin at; left out: the first unread message, or the end */
  async open(target: Target | null, at?: number): Promise<void> {
    this.target.value = target;
    if (target === null) return;
    await this.conversations.windows.enter(target, at);
    // Of a group that is not held, this tells at least whether it is there.
    if (target.kind === "group" && this.conversations.at(target) === undefined) await this.members(target.id);
  }

  /** It is loaded where nothing of it is held; else it is asked how far the others have come. */
  async again(): Promise<void> {
    const target = this.target.peek();
    if (target === null || this.conversations.at(target) === undefined) return;
    await this.conversations.windows.open(target);
  }

  /** Whether it is there and its messages are not. */
  isMissing(target: Target | null = this.target.peek()): boolean {
    const of = target === null ? undefined : this.conversations.at(target);
    return of !== undefined && of.log === null && of.around === null;
  }

  /** A conversation came to be: if it is this one, by its first message, its log begins here. */
  appeared(entry: ConversationView): void {
    const target = this.target.peek();
    if (target === null || this.conversations.at(target)?.entry.id !== entry.id) return;
    void this.again().catch(() => {});
  }

  /** Reads its members anew, as they are now: of a small group, for in larger ones nobody is told of statuses either. */
  async whoIsHere(): Promise<void> {
    const target = this.target.peek();
    const group = target === null ? undefined : this.conversations.at(target)?.entry.group;
    if (target !== null && group && group.member_count <= DEFAULT_LIMITS.smallGroup) await this.members(target.id);
  }

  /** Loads the first members of a group, and who they are. */
  async members(id: string): Promise<void> {
    this.people.know((await this.conversations.windows.members(id)).map((it) => it.user));
  }
}
