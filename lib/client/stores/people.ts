// Everybody this client has heard of, by id: from the list, from member lists, from search, or asked for, a few at a time.

import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { UserStatusFrame } from "../../protocol/server_frames.ts";
import type { UserView } from "../../protocol/views.ts";

/** As many are asked for at once, and put in place together. */
const AT_ONCE = 8;

export class People {
  readonly #known = signal<ReadonlyMap<string, UserView>>(new Map());
  readonly #each = new Map<string, ReadonlySignal<UserView | undefined>>();
  readonly #asked = new Set<string>();
  #waiting: string[] = [];
  #started = false;

  /**
   * @param load asks the server for one person
   * @param isPassing whether who could not be had is to be asked for again
   */
  constructor(
    private readonly load: (id: string) => Promise<UserView>,
    private readonly isPassing: (error: unknown) => boolean = () => false,
  ) {}

  /** From now on who is unknown is asked for: in the browser only. */
  start(): void {
    this.#started = true;
  }

  get all(): ReadonlySignal<ReadonlyMap<string, UserView>> {
    return this.#known;
  }

  know(people: Iterable<UserView>): void {
    const known = new Map(this.#known.value);
    for (const person of people) known.set(person.id, person);
    this.#known.value = known;
  }

  /** The person, as far as known; reading it subscribes to them alone. Who is unknown is asked for, once. */
  get(id: string): UserView | undefined {
    if (!this.#started) return this.#known.value.get(id);
    const person = this.#one(id).value;
    if (person === undefined) this.#ask(id);
    return person;
  }

  status({ content }: UserStatusFrame): void {
    const person = this.#known.peek().get(content.user_id);
    if (person !== undefined) this.know([{ ...person, status: content.status, last_seen: content.last_seen }]);
  }

  #one(id: string): ReadonlySignal<UserView | undefined> {
    const one = this.#each.get(id) ?? computed(() => this.#known.value.get(id));
    this.#each.set(id, one);
    return one;
  }

  #ask(id: string): void {
    if (this.#asked.has(id)) return;
    this.#asked.add(id);
    if (this.#waiting.push(id) === 1) void this.#work();
  }

  async #work(): Promise<void> {
    await Promise.resolve(); // whoever is rendered with the first is asked for with them
    while (this.#waiting.length > 0) {
      const ids = this.#waiting.slice(0, AT_ONCE);
      const found = (await Promise.all(ids.map((id) => this.#look(id)))).flat();
      if (found.length > 0) this.know(found);
      this.#waiting = this.#waiting.slice(ids.length);
    }
  }

  async #look(id: string): Promise<UserView[]> {
    try {
      return [await this.load(id)];
    } catch (error) {
      if (this.isPassing(error)) this.#asked.delete(id);
      return [];
    }
  }
}
