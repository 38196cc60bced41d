// A file that is uploaded and sent in one go, to a person or to a group: what the seed's clients do.

import { fileFields } from "../protocol/rest.ts";
import { sendFile } from "../services/files.ts";
import { sent } from "../services/history.ts";
import type { Target } from "../services/messages.ts";
import { created } from "./answer.ts";
import type { SignedIn } from "./api.ts";
import type { Ctx } from "./define.ts";
import { withFile } from "./multipart.ts";

/** @returns 201 `{message, file_url, file_name}` */
export const sentFile = (ctx: Ctx, { deps, actor }: SignedIn, target: Target): Promise<Response> =>
  withFile(ctx, fileFields, async (form) => {
    const { message, file } = await sendFile(deps, actor, target, form, () => form.fields().content);
    return created({ message: await sent(deps, actor, message), file_url: file.url, file_name: file.name });
  });
