// Messages that the server keeps as HTML: what comes out of what is kept is what rendering anew gives, whatever differs.

import { strict as assert } from "node:assert";
import fc from "fast-check";
import { renderToString } from "preact-render-to-string";
import { keepWith } from "../../components/chat/thread/kept.ts";
import { LiveChat } from "../../components/chat/LiveChat.tsx";
import type { ChatState } from "../../lib/client/chat_state.ts";
import { en } from "../../lib/i18n/en.ts";
import { zh } from "../../lib/i18n/zh.ts";
import { keptHtml } from "../../lib/pages/kept_html.ts";
import type { MessageView } from "../../lib/protocol/views.ts";
import { newMessage, OWN, person, TIME } from "./model_views.ts";

const LATER = "2026-01-02T23:04:05.000Z";
const oneOf = fc.constantFrom;
/** Mostly the first, so that messages often are alike in all but one thing, or in all. */
const mostly = <T,>(usual: T, ...others: T[]) =>
  fc.oneof({ weight: 12, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: oneOf(...others) });

type Said = Pick<MessageView, "content" | "mentions" | "mentions_all" | "reactions" | "reply_to" | "forwarded_from">;
const plain: Said = {
  content: "hello",
  mentions: [],
  mentions_all: false,
  reactions: [],
  reply_to: null,
  forwarded_from: null,
};
const said = fc.oneof(
  { weight: 12, arbitrary: fc.constant(plain) },
  {
    weight: 4,
    arbitrary: oneOf("**hello**", "https://example.org/", "`<b>`", "🎉", "").map((content) => ({ ...plain, content })),
  },
  {
    weight: 8,
    arbitrary: oneOf<Said[]>(
      { ...plain, content: "@peer hello", mentions: ["peer"] },
      { ...plain, content: "@all hello", mentions_all: true },
      { ...plain, reactions: [{ emoji: "👍", count: 2, user_ids: ["peer", "third"] }] },
      { ...plain, reply_to: "m1" },
      { ...plain, forwarded_from: "peer" },
    ),
  },
);

const message = fc.record({
  said,
  sender_id: oneOf("me", "peer", "third"),
  created_at: mostly(TIME, LATER),
  edited_at: mostly(null, LATER),
  recalled_at: mostly(null, LATER),
  pinned_at: mostly(null, LATER),
  is_deleted: mostly(false, true),
  client_id: mostly(null, "c1"),
  status: oneOf("sent" as const, "read" as const),
}, { noNullPrototype: true });

const page = fc.record({
  messages: fc.array(message, { minLength: 2, maxLength: 3 }),
  me: mostly("me", "third"),
  kind: oneOf("group" as const, "private" as const),
  name: oneOf("Ann", "Bob"),
  avatar: mostly("", "/uploads/1/a.png"),
  reader: mostly({ words: en, locale: "en" }, { words: en, locale: "en-GB" }, { words: zh, locale: "zh-CN" }),
  timeZone: mostly("UTC", "Asia/Kolkata"),
});
type Page = typeof page extends fc.Arbitrary<infer P> ? P : never;

function stateOf({ messages, me, kind, name, avatar }: Page): ChatState {
  const log = messages.map(({ said, ...it }, i) => ({
    ...newMessage("c1", i + 1, i + 1, it.sender_id),
    ...said,
    ...it,
    ...kind === "group" ? { group_id: "c1", receiver_id: null } : {},
  }));
  const people = [person("me"), { ...person("peer"), first_name: name, avatar }, person("third")];
  const group = {
    id: "c1",
    conversation_id: "c1",
    name: "Room",
    description: "",
    avatar: "",
    owner_id: "me",
    announcement: "",
    announcement_by: null,
    announcement_at: null,
    max_members: 10,
    is_private: false,
    history_visible: true,
    member_count: 3,
    created_at: TIME,
    updated_at: TIME,
  };
  const entry = {
    ...OWN,
    id: "c1",
    type: kind,
    ...kind === "group" ? { group } : { peer: people[1]! },
    last_message: log.at(-1)!,
    last_seq: log.length,
    first_seq: 1,
    rev: log.length,
    last_read_seq: log.length,
    unread_count: 0,
  };
  const members = people.map((user) => ({ user, role: "member" as const, joined_at: TIME, muted_until: null }));
  const common = { epoch: "e", rev: log.length };
  return {
    me: people.find(({ id }) => id === me)!,
    limits: { recallSeconds: 120, messageBytes: 4_096, fileBytes: 1, filesPerMessage: 1 },
    list: { epoch: "e", me_rev: 1, conversations: [entry], next_cursor: null },
    people,
    open: {
      target: kind === "group" ? { kind, id: "c1" } : { kind, id: "peer" },
      page: { ...common, messages: log, has_more: false },
      ...kind === "group" ? { group: { ...common, group, members } } : {},
      pins: [],
      quoted: [],
    },
  };
}

const render = (it: Page): string =>
  renderToString(
    <LiveChat
      state={stateOf(it)}
      words={it.reader.words}
      target={stateOf(it).open!.target}
      formId="f"
      language={{ locale: it.reader.locale, timeZone: it.timeZone, now: LATER }}
      isPast={false}
    />,
  );

Deno.test("what is kept is what rendering anew gives", () => {
  const pages = fc.sample(page, { numRuns: 600, seed: 1 });
  const anew = pages.map(render);
  const asked: string[] = [];
  keepWith({
    ...keptHtml,
    find(by) {
      asked.push(by);
      return keptHtml.find(by);
    },
  });
  for (const round of [1, 2]) {
    pages.forEach((it, i) => assert.equal(render(it), anew[i], `round ${round}, page ${i}`));
  }
  assert.ok(asked.length > 2 * new Set(asked).size, "each was asked for twice, and some more often");
});
