// Who is unknown is asked for: a few at a time, again if they could not be had, and seen by those alone who show them.
import assert from "node:assert/strict";
import { effect } from "@preact/signals";
import { People } from "../../lib/client/stores/people.ts";
import { person } from "./model_views.ts";

const soon = () => new Promise((resolve) => setTimeout(resolve));

Deno.test("many who are unknown are asked for a few at a time, and come together", async () => {
  let [now, most] = [0, 0];
  const people = new People(async (id) => {
    most = Math.max(most, ++now);
    await soon();
    now--;
    return person(id);
  });
  people.start();
  const ids = Array.from({ length: 40 }, (_, i) => `p${i}`);
  let renderings = 0;
  const stop = effect(() => {
    renderings++;
    for (const id of ids) people.get(id);
  });
  while (people.all.peek().size < 40) await soon();
  assert.ok(most > 1 && most < 10, `${most} at once`);
  assert.ok(renderings < 10, `${renderings} renderings`);
  stop();
});

Deno.test("who could not be had is asked for again, who is not there is not", async () => {
  const asked: string[] = [];
  let isAway = true;
  const people = new People(
    (id) => {
      asked.push(id);
      return isAway || id === "gone" ? Promise.reject(id) : Promise.resolve(person(id));
    },
    (error) => error !== "gone",
  );
  people.start();
  for (const id of ["ann", "gone"]) people.get(id);
  await soon();
  isAway = false;
  for (const id of ["ann", "gone"]) people.get(id);
  await soon();
  assert.equal(people.get("ann")?.id, "ann");
  assert.deepEqual(asked, ["ann", "gone", "ann"]);
});

Deno.test("what changes of one person is seen by those alone who show them", () => {
  const people = new People(() => Promise.reject(new Error("nobody else")));
  people.know([person("ann"), person("bob")]);
  people.start();
  const seen: string[] = [];
  const stops = ["ann", "bob"].map((id) => effect(() => void seen.push(`${id} ${people.get(id)?.status}`)));
  const content = { user_id: "bob", status: "away" as const, last_seen: null };
  people.status({ type: "user_status", from: "system", content });
  assert.deepEqual(seen, ["ann online", "bob online", "bob away"]);
  for (const stop of stops) stop();
});
