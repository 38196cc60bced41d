// The members of a group by pages, and adding one.

import { done, ok } from "../../../../../../lib/http/answer.ts";
import { api } from "../../../../../../lib/http/api.ts";
import { readBody } from "../../../../../../lib/http/body.ts";
import { idParam, readQuery } from "../../../../../../lib/http/query.ts";
import { addMemberBody, membersQuery } from "../../../../../../lib/protocol/rest.ts";
import * as groups from "../../../../../../lib/services/groups.ts";
import * as members from "../../../../../../lib/services/members.ts";

export const handlers = api({
  GET: async (ctx, { deps, actor }) =>
    ok(await groups.members(deps, actor, idParam(ctx, "id"), readQuery(ctx, membersQuery))),
  POST: async (ctx, { deps, actor }) => {
    await members.add(deps, actor, idParam(ctx, "id"), await readBody(ctx, addMemberBody));
    return done("Member added successfully");
  },
});
