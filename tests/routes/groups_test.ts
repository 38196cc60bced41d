// What is done with groups as wholes over HTTP: statuses, bodies in the shape of the contract, and addresses of invitations.

import { strict as assert } from "node:assert";
import { renderSVG } from "uqr";
import * as z from "zod";
import { groupView, inviteView } from "../../lib/protocol/views.ts";
import { expect, type Served, suite } from "./served.ts";

type Person = Awaited<ReturnType<Served["person"]>>;

const group = z.strictObject(groupView.shape);
const invite = z.strictObject(inviteView.shape);
const done = z.strictObject({ message: z.string() });

const api = (served: Served, who: Person, method: string, path: string, json?: unknown) =>
  served.ask(method, `/api/v1${path}`, { token: who.token, json });

async function place(served: Served) {
  const [owner, anna] = [await served.person(), await served.person()];
  const { group: made } = await expect(api(served, owner, "POST", "/groups", { name: "Team" }), 201);
  const id: string = made.id;
  const as = (who: Person, method: string, path: string, status: number, json?: unknown) =>
    expect(api(served, who, method, path.replace(":id", id), json), status);
  return { owner, anna, id, as };
}

suite({}, (test) => {
  test("a group is changed, announced in, joined, handed over and dissolved", async (served) => {
    const { owner, anna, id, as } = await place(served);
    const groupOf = (body: unknown) => z.strictObject({ group }).parse(body).group;
    assert.equal(
      groupOf(await as(owner, "PATCH", "/groups/:id", 200, { description: "who sail" })).description,
      "who sail",
    );
    assert.equal(groupOf(await as(anna, "POST", "/groups/:id/join", 200)).member_count, 2);
    assert.equal((await as(anna, "POST", "/groups/:id/join", 409)).code, "already_member");
    const announced = groupOf(await as(owner, "PUT", "/groups/:id/announcement", 200, { content: "hear" }));
    assert.deepEqual([announced.announcement, announced.announcement_by], ["hear", owner.id]);
    done.parse(await as(anna, "POST", "/groups/:id/announcement/read", 200));
    const { readers, total } = await as(owner, "GET", "/groups/:id/announcement/readers?limit=5", 200);
    assert.deepEqual([readers.map((it: { user_id: string }) => it.user_id), total], [[anna.id], 1]);
    const handed = groupOf(await as(owner, "POST", "/groups/:id/transfer", 200, { user_id: anna.id.toUpperCase() }));
    assert.deepEqual([handed.owner_id, handed.my_role], [anna.id, "admin"]);
    await as(owner, "DELETE", "/groups/:id", 403);
    done.parse(await as(anna, "DELETE", "/groups/:id", 200));
    for (const path of ["/groups/:id", "/messages/group/:id", "/conversations/:id/changes", "/groups/:id/members"]) {
      assert.equal((await as(anna, "GET", path, 404)).code, "not_found", path);
    }
    assert.deepEqual((await as(anna, "GET", "/groups", 200)).groups, []);
    assert.equal((await expect(api(served, anna, "GET", `/conversations?after_me_rev=0`), 200)).removed[0], id);
  });

  test("public groups are found page by page", async (served) => {
    const { owner, anna } = await place(served);
    const name = crypto.randomUUID();
    for (const n of [1, 2, 3]) await expect(api(served, owner, "POST", "/groups", { name: `${name} ${n}` }), 201);
    const page = (cursor: string) =>
      api(served, anna, "GET", `/groups/discover?limit=2&q=${name.toUpperCase()}${cursor}`);
    const pageView = z.strictObject({ groups: z.array(group), next_cursor: z.string().nullable() });
    const first = pageView.parse(await expect(page(""), 200));
    const second = pageView.parse(await expect(page(`&cursor=${first.next_cursor}`), 200));
    const names = [...first.groups, ...second.groups].map((it) => it.name);
    assert.deepEqual(names, [1, 2, 3].map((n) => `${name} ${n}`));
    assert.equal(second.next_cursor, null);
    assert.equal((await expect(page("&cursor=x"), 400)).code, "invalid_field");
  });

  test("an invitation is made, listed, looked at, shown as a picture, taken, and taken back", async (served) => {
    const { owner, anna, id, as } = await place(served);
    const made =
      z.strictObject({ invite }).parse(await as(owner, "POST", "/groups/:id/invites", 201, { max_uses: 2 })).invite;
    assert.equal(made.url, `${served.url}/invite/${made.code}`);
    assert.deepEqual((await as(owner, "GET", "/groups/:id/invites", 200)).invites, [made]);
    const picture = await api(served, owner, "GET", `/groups/${id}/invites/${made.code}/qr`);
    assert.deepEqual([picture.status, picture.headers.get("content-type")], [200, "image/svg+xml"]);
    assert.equal(picture.text, renderSVG(made.url, { border: 4 }));
    assert.match(picture.headers.get("content-security-policy") ?? "", /default-src 'none'/);
    const shown = { id, name: "Team", description: "", avatar: "", member_count: 1 };
    assert.deepEqual(await as(anna, "GET", `/invites/${made.code}`, 200), { group: shown, already_member: false });
    const joined = z.strictObject({ group }).parse(await as(anna, "POST", `/invites/${made.code}`, 200)).group;
    assert.deepEqual([joined.id, joined.my_role], [id, "member"]);
    done.parse(await as(owner, "DELETE", `/groups/:id/invites/${made.code}`, 200));
    const eve = await served.person();
    const gone = await as(eve, "GET", `/invites/${made.code}`, 404);
    assert.deepEqual(gone, await as(eve, "GET", `/invites/${"x".repeat(32)}`, 404));
    assert.deepEqual(gone, await as(eve, "POST", `/invites/${made.code}`, 404));
  });

  test("bodies about groups hold what they may and nothing else", async (served) => {
    const { owner, anna, as } = await place(served);
    const wrong: [string, string, unknown, number][] = [
      ["PATCH", "/groups/:id", { name: " " }, 400],
      ["PATCH", "/groups/:id", { owner_id: anna.id }, 400],
      ["PATCH", "/groups/:id", { max_members: 0 }, 400],
      ["PATCH", "/groups/:id", { avatar: "javascript:x" }, 400],
      ["PATCH", "/groups/:id", {}, 200],
      ["PUT", "/groups/:id/announcement", {}, 400],
      ["PUT", "/groups/:id/announcement", { content: "a\u0000b" }, 400],
      ["PUT", "/groups/:id/announcement", { content: "x".repeat(4_097) }, 413],
      ["POST", "/groups/:id/transfer", { user_id: "x" }, 400],
      ["POST", "/groups/:id/invites", { expires_in: 0 }, 400],
      ["POST", "/groups/:id/invites", { max_uses: 0 }, 400],
      ["POST", "/groups/:id/invites", { code: "mine" }, 400],
    ];
    for (const [method, path, json, status] of wrong) await as(owner, method, path, status, json);
    assert.equal((await as(owner, "GET", "/groups/:id", 200)).rev, 2, "nothing of it has left a trace");
    assert.deepEqual((await as(owner, "GET", "/groups/:id/invites", 200)).invites, []);
  });
});

suite({ PUBLIC_URL: "https://chat.example.com" }, (test) => {
  test("an invitation leads to the address that browsers see", async (served) => {
    const { owner, as } = await place(served);
    const { invite: { code, url } } = await as(owner, "POST", "/groups/:id/invites", 201, {});
    assert.equal(url, `https://chat.example.com/invite/${code}`);
  });
});
