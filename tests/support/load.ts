// A load of a group by simulated people, each message named so that it can be found again.

import { strict as assert } from "node:assert";
import type { Device } from "./device.ts";
import type { Person } from "./person.ts";

/** A group of all of them. @returns its id */
export async function groupOf(owner: Person, members: Person[]): Promise<string> {
  const body = { name: "everybody", members: members.map(({ id }) => id) };
  const { status, body: made } = await owner.api("POST", "/groups", body);
  assert.equal(status, 201, JSON.stringify(made));
  return made.group.id;
}

/** Each device sends `count` messages, a few milliseconds apart. */
export async function load(devices: Device[], groupId: string, name: string, count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    for (const [who, device] of devices.entries()) {
      const content = `${name} ${who} ${i}`;
      device.send({ type: "group", group_id: groupId, content, client_id: content.replaceAll(" ", "-") });
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
