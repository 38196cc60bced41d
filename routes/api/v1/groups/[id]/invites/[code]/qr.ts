// An invitation's address as a QR code, for a camera.

import { renderSVG } from "uqr";
import { api } from "../../../../../../../lib/http/api.ts";
import { idParam } from "../../../../../../../lib/http/query.ts";
import { address } from "../../../../../../../lib/services/invites.ts";

/** Modules of white around it, as ISO 18004 asks for. */
const QUIET_ZONE = 4;

export const handlers = api({
  GET: async (ctx, { deps, actor }) => {
    const url = await address(deps, actor, idParam(ctx, "id"), ctx.params.code, ctx.state.origin);
    return new Response(renderSVG(url, { border: QUIET_ZONE }), { headers: { "content-type": "image/svg+xml" } });
  },
});
