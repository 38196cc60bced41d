// Searching what was said: what is found, where, by whom, in which order, and what is never found.

import assert from "node:assert/strict";
import type { Actor } from "../../lib/services/deps.ts";
import * as groups from "../../lib/services/groups.ts";
import { group } from "./chat.ts";
import { onBoth, type Searching } from "./searching.ts";

/** A group of two in which these were said, the first first. */
async function said(chat: Searching, ...contents: string[]): Promise<{ id: string; anna: Actor; ben: Actor }> {
  const [anna, ben] = [await chat.person("anna"), await chat.person("ben")];
  const { id } = await groups.create(chat, anna, group("Team", { members: [ben.userId] }));
  for (const content of contents) await chat.say(anna, id, content);
  await chat.index();
  return { id, anna, ben };
}

onBoth("words are found in any order, whole or while they are being typed, the newest first", async (chat) => {
  const { ben } = await said(chat, "The build is broken", "I fixed the build", "Meeting at three", "a new builder");
  assert.deepEqual(await chat.find(ben, "build the "), ["I fixed the build", "The build is broken"]);
  assert.deepEqual(await chat.find(ben, "buil"), ["a new builder", "I fixed the build", "The build is broken"]);
  assert.deepEqual(await chat.find(ben, "buil "), []);
  assert.deepEqual(await chat.find(ben, "b"), ["a new builder", "I fixed the build", "The build is broken"]);
  assert.deepEqual(await chat.find(ben, "the b"), ["I fixed the build", "The build is broken"]);
  assert.deepEqual(await chat.find(ben, "BUILD -broken "), ["I fixed the build"]);
});
