// The text of the box: marks, links, names; and whom a message names once it is there.
import assert from "node:assert/strict";
import { begun, completed, type Edit, linked, type Selection, toggled, wholeName } from "../../lib/client/editing.ts";
import { splitMentions } from "../../lib/client/mentions.ts";

/** `|` stands at both ends of the selection, once for a caret. */
function at(text: string): Selection {
  const [before = "", inside = "", after] = text.split("|");
  return after === undefined
    ? { text: before + inside, start: before.length, end: before.length }
    : { text: before + inside + after, start: before.length, end: before.length + inside.length };
}
const done = (it: Selection, edit: Edit | undefined) =>
  edit === undefined ? undefined : it.text.slice(0, edit.start) + edit.insert + it.text.slice(edit.end);

Deno.test("a mark goes around what is selected, and away again", () => {
  assert.equal(done(at("a |b| c"), toggled(at("a |b| c"), "**")), "a **b** c");
  assert.equal(done(at("a **|b|** c"), toggled(at("a **|b|** c"), "**")), "a b c");
  assert.deepEqual(toggled(at("a |b| c"), "`").select, [3, 4]);
});

Deno.test("an address pasted over words makes them a link; anything else is pasted as it is", () => {
  assert.equal(done(at("see |docs|"), linked(at("see |docs|"), "https://a.example")), "see [docs](https://a.example)");
  assert.equal(linked(at("see |"), "https://a.example"), undefined);
  assert.equal(linked(at("|docs|"), "no address"), undefined);
  assert.equal(linked(at("|https://b.example|"), "https://a.example"), undefined);
});

Deno.test("a name is being typed behind an @, but not within an e-mail address", () => {
  const name = (text: string) => begun(at(text));
  assert.deepEqual(name("hey @an|"), { kind: "person", query: "an", at: 4 });
  assert.deepEqual(name("@|"), { kind: "person", query: "", at: 0 });
  assert.deepEqual(name("你好@an|"), { kind: "person", query: "an", at: 2 });
  assert.equal(name("mail@an|"), undefined);
  assert.equal(name("@an b|"), undefined);
  assert.equal(done(at("hey @an| there"), completed(at("hey @an| there"), 4, "@anna ")), "hey @anna  there");
});

Deno.test("an emoji is being typed behind a colon, but not in a time, a smiley, an address or code", () => {
  assert.deepEqual(begun(at("so :smi|")), { kind: "emoji", query: "smi", at: 3 });
  assert.deepEqual(begun(at("好：笑|")), { kind: "emoji", query: "笑", at: 1 });
  assert.deepEqual(begun(at("🎉:ta|")), { kind: "emoji", query: "ta", at: 2 });
  for (
    const text of ["10:30|", ":D|", ":|", "https://a.example|", "note:abc|", "`a :smi|", "```\nb :smi|", ":smi| |"]
  ) {
    assert.equal(begun(at(text)), undefined, text);
  }
});

Deno.test("a name between colons is whole at the second one, and nowhere else", () => {
  assert.deepEqual(wholeName(at("so :smile:|")), { kind: "emoji", query: "smile", at: 3 });
  assert.deepEqual(wholeName(at(":+1:|")), { kind: "emoji", query: "+1", at: 0 });
  assert.deepEqual(wholeName(at("好：tada：|")), { kind: "emoji", query: "tada", at: 1 });
  for (const text of ["a:smile:|", ":smile: |", "::|", "`:smile:|"]) assert.equal(wholeName(at(text)), undefined, text);
});

Deno.test("only those whom the server found are names in a text, in whatever case, without the dot of the sentence", () => {
  const who = new Map([["anna", "A"], ["b.ob", "B"]]);
  const found = (text: string) => splitMentions(text, who).flatMap((it) => it.who ? [it.text] : []);
  assert.deepEqual(found("@Anna, @b.ob. and @carl"), ["@Anna", "@b.ob"]);
  assert.deepEqual(found("x@anna"), []);
  assert.equal(splitMentions("@Anna: hi", who).map((it) => it.text).join(""), "@Anna: hi");
});
