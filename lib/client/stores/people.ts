// Everybody this client has heard of, by id: from the list, from member lists, from search, or asked for one by one.

import { type ReadonlySignal, signal } from "@preact/signals";
import type { UserStatusFrame } from "../../protocol/server_frames.ts";
import type { UserView } from "../../protocol/views.ts";

export class People {
  readonly #known = signal<ReadonlyMap<string, UserView>>(new Map());
  readonly #asked = new Set<string>();
  #started = false;

  /** @param load asks the server for one person */
  constructor(private readonly load: (id: string) => Promise<UserView>) {}

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

  /** The person, as far as known; reading it subscribes. Who is unknown is asked for, once. */
  get(id: string): UserView | undefined {
    const person = this.#known.value.get(id);
    if (person === undefined) this.#ask(id);
    return person;
  }

  status({ content }: UserStatusFrame): void {
    const person = this.#known.peek().get(content.user_id);
    if (person !== undefined) this.know([{ ...person, status: content.status, last_seen: content.last_seen }]);
  }

  #ask(id: string): void {
    if (!this.#started || this.#asked.has(id)) return;
    this.#asked.add(id);
    this.load(id).then((person) => this.know([person]), () => {});
  }
}
