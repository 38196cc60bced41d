// What calls a reader at once, as far as what is held can tell, and what one has decided about it.
import assert from "node:assert/strict";
import { newsOf, stillCalls, type Told, toldOf } from "../../lib/client/alerts/news.ts";
import { keepAlertSettings, readAlertSettings } from "../../lib/client/alerts/settings.ts";
import { type Conversation, fromEntry } from "../../lib/client/conversation.ts";
import { memoryStorage } from "../../lib/client/storage.ts";
import { ANN, AT, BOT, CONVERSATION, MESSAGE } from "../../lib/protocol/examples.ts";
import type { ConversationView, MessageView } from "../../lib/protocol/views.ts";

const BEFORE = Date.parse(AT) - 1;
const said = (seq: number, more: Partial<MessageView> = {}): MessageView => ({
  ...MESSAGE,
  id: `m${seq}`,
  seq,
  sender_id: ANN,
  created_at: AT,
  mentions: [],
  mentions_all: false,
  recalled_at: null,
  is_deleted: false,
  message_type: "text",
  ...more,
});
const holding = (last: MessageView, entry: Partial<ConversationView> = {}, log: MessageView[] | null = null) => ({
  ...fromEntry({ ...CONVERSATION, last_message: last, last_seq: last.seq, unread_count: 1, ...entry }),
  log,
});
const news = (of: Conversation, told?: Told) => newsOf(of, told, BOT, BEFORE)?.message?.seq;

Deno.test("what another one says calls once; what was there when the page was made, what one says oneself and what is read do not", () => {
  const of = holding(said(3));
  assert.equal(news(of), 3);
  assert.equal(news(of, toldOf(of)), undefined);
  assert.equal(newsOf(of, undefined, BOT, Date.parse(AT)), undefined);
  assert.equal(news(holding(said(3, { sender_id: BOT }))), undefined);
  assert.equal(news(holding(said(3), { last_read_seq: 3 })), undefined);
  assert.equal(news(holding(said(3, { message_type: "system" }))), undefined);
});

Deno.test("of several that came at once the newest that calls is told, also if it is not the last", () => {
  const told = { seq: 1, mentions: 0 };
  const named = said(2, { mentions: [BOT] });
  const own = said(3, { sender_id: ANN });
  assert.equal(news(holding(own, { notify: "mentions", mention_count: 1 }, [said(1), named, own]), told), 2);
});

Deno.test("a mention of which only the number is known calls without words", () => {
  const of = holding(said(3), { notify: "mentions", mention_count: 1 });
  assert.deepEqual(newsOf(of, { seq: 1, mentions: 0 }, BOT, BEFORE)?.message, null);
  assert.equal(newsOf(of, { seq: 3, mentions: 1 }, BOT, BEFORE), undefined);
});

Deno.test("muted, blocked and 'nothing' are quiet, and what comes meanwhile does not call once they are not any more", () => {
  const quiet: Partial<ConversationView>[] = [{ muted: true }, { blocked: true }, { notify: "nothing" }];
  for (const entry of quiet) {
    const of = holding(said(3, { mentions: [BOT] }), { ...entry, mention_count: 1 });
    assert.equal(newsOf(of, { seq: 2, mentions: 0 }, BOT, BEFORE), undefined);
    assert.equal(news(holding(said(3, { mentions: [BOT] }), { mention_count: 1 }), toldOf(of)), undefined);
  }
});

Deno.test("what was told calls until it is read, muted or gone", () => {
  const { entry } = holding(said(3));
  assert.equal(stillCalls(entry, 3), true);
  assert.equal(stillCalls({ ...entry, last_read_seq: 3 }, 3), false);
  assert.equal(stillCalls({ ...entry, muted: true }, 3), false);
  assert.equal(stillCalls(undefined, 3), false);
});

Deno.test("settings are kept on the device; what is broken there is as at the beginning", () => {
  const storage = memoryStorage();
  keepAlertSettings(storage, { popups: true, text: false, sound: false });
  assert.deepEqual(readAlertSettings(storage), { popups: true, text: false, sound: false });
  for (const broken of ["{", "7", '{"sound":"no"}']) {
    storage.set("alerts", broken);
    assert.deepEqual(readAlertSettings(storage), { popups: true, text: true, sound: true });
  }
});
