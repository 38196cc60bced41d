// Passwords at rest, and which may be used.

import { strict as assert } from "node:assert";
import { DEFAULT_LIMITS } from "../../lib/protocol/limits.ts";
import { ParleyError } from "../../lib/protocol/errors.ts";
import { refusalOf } from "../../lib/services/password_rules.ts";
import { scryptPasswords } from "../../lib/services/passwords.ts";

const cheap = { ln: 8, r: 8, p: 1 };

Deno.test("a hash knows its password and no other, and never repeats", async () => {
  const passwords = scryptPasswords(cheap);
  const [one, two] = [await passwords.hash("Grüße 😀"), await passwords.hash("Grüße 😀")];
  assert.notEqual(one, two);
  assert.match(one, /^\$scrypt\$ln=8,r=8,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  assert.ok(await passwords.verify("Grüße 😀", one));
  assert.ok(await passwords.verify("Gru\u0308ße 😀", one), "the same text in another form");
  for (const wrong of ["", "Grüße", "grüße 😀", one]) assert.ok(!await passwords.verify(wrong, one));
});

Deno.test("a hash of other parameters still counts after they changed", async () => {
  const hash = await scryptPasswords(cheap).hash("old");
  assert.ok(await scryptPasswords({ ln: 10, r: 8, p: 2 }).verify("old", hash));
});

Deno.test("the known answer of RFC 7914's function comes out", async () => {
  // From an independent implementation (Python's hashlib.scrypt), salt 0..15, N=2^8, r=8, p=1, 32 bytes.
  const stored = "$scrypt$ln=8,r=8,p=1$AAECAwQFBgcICQoLDA0ODw$W6uXFntaQULZth9xzFaPbripaD3jOtBk0fCyCCkoi0s";
  assert.ok(await scryptPasswords(cheap).verify("correct horse", stored));
});

Deno.test("an unknown account takes as long as a wrong password", async () => {
  const passwords = scryptPasswords();
  const hash = await passwords.hash("correct horse");
  const time = async (work: () => Promise<unknown>) => {
    const start = performance.now();
    await work();
    return performance.now() - start;
  };
  // In turn, and the quickest of each: the others say what else was running.
  let [wrong, nothing] = [Infinity, Infinity];
  const isAlike = () => nothing / wrong > 0.5 && nothing / wrong < 2;
  for (let n = 0; n < 5 || (n < 30 && !isAlike()); n++) {
    wrong = Math.min(wrong, await time(() => passwords.verify("wrong horse", hash)));
    nothing = Math.min(nothing, await time(() => passwords.verifyNothing("wrong horse")));
  }
  assert.ok(wrong > 20, `${wrong} ms is too little work`);
  assert.ok(isAlike(), `${nothing} ms against ${wrong} ms`);
});

Deno.test("the event loop goes on while passwords are worked out", async () => {
  const passwords = scryptPasswords();
  let turns = 0;
  const clock = setInterval(() => turns++, 5);
  await passwords.hash("correct horse");
  clearInterval(clock);
  assert.ok(turns >= 3, `${turns} turns`);
});

Deno.test("more than can be worked out soon is refused with a time to come back", async () => {
  const passwords = scryptPasswords(cheap, 1);
  const all = await Promise.allSettled(Array.from({ length: 200 }, () => passwords.hash("x")));
  const refused = all.filter((result) => result.status === "rejected").map((result) => result.reason);
  assert.ok(refused.length >= 100 && refused.length < 200, `${refused.length}`);
  for (const error of refused) {
    assert.ok(error instanceof ParleyError && error.code === "overloaded" && (error.detail.retryAfter ?? 0) > 0);
  }
  assert.ok(await passwords.hash("x"), "and it recovers");
});

Deno.test("passwords that everybody tries are refused, in any case", () => {
  const refusal = (password: string, min: number = DEFAULT_LIMITS.passwordMin) =>
    refusalOf(password, { ...DEFAULT_LIMITS, passwordMin: min }, ["anna", "anna@example.com"]);
  const common = ["password", "12345678", "Password1", "QWERTYUIOP", "iloveyou", "football", "ｐａｓｓｗｏｒｄ"];
  for (const password of common) assert.match(refusal(password) ?? "", /common/, password);
  for (const password of ["123456", "qwerty"]) assert.match(refusal(password, 6) ?? "", /common/, password);
  assert.match(refusal("Anna@Example.com") ?? "", /your name/);
  assert.match(refusal("seven77") ?? "", /at least 8/);
  assert.match(refusal("😀".repeat(7)) ?? "", /at least 8/);
  assert.match(refusal("x".repeat(1_025)) ?? "", /at most 1024/);
  for (const good of ["correct horse", "😀".repeat(8), "x".repeat(1_024), "        "]) {
    assert.equal(refusal(good), undefined, good);
  }
});
