// The text of the box: marks, links, names; and whom a message names once it is there.
import assert from "node:assert/strict";
import { type Edit, linked, nameBefore, named, type Selection, toggled } from "../../lib/client/editing.ts";
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
  assert.deepEqual(nameBefore(at("hey @an|")), { query: "an", at: 4 });
  assert.deepEqual(nameBefore(at("@|")), { query: "", at: 0 });
  assert.deepEqual(nameBefore(at("你好@an|")), { query: "an", at: 2 });
  assert.equal(nameBefore(at("mail@an|")), undefined);
  assert.equal(nameBefore(at("@an b|")), undefined);
  assert.equal(done(at("hey @an| there"), named(at("hey @an| there"), 4, "anna")), "hey @anna  there");
});

Deno.test("only those whom the server found are names in a text, in whatever case, without the dot of the sentence", () => {
  const who = new Map([["anna", "A"], ["b.ob", "B"]]);
  const found = (text: string) => splitMentions(text, who).flatMap((it) => it.who ? [it.text] : []);
  assert.deepEqual(found("@Anna, @b.ob. and @carl"), ["@Anna", "@b.ob"]);
  assert.deepEqual(found("x@anna"), []);
  assert.equal(splitMentions("@Anna: hi", who).map((it) => it.text).join(""), "@Anna: hi");
});
