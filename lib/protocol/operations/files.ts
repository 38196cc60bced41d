// Files. They come later: until then each is refused, never silently dropped.

import { type Operation, operation } from "./operation.ts";
import { group, user } from "./params.ts";

const later = { tag: "files", notes: "Not there yet.", answers: {}, errors: ["not_supported_yet"] } as const;

export const FILES: readonly Operation[] = [
  operation({ method: "POST", path: "/files", summary: "Upload a file", who: "signed", ...later }),
  operation({
    method: "POST",
    path: "/messages/private/{user_id}/files",
    summary: "Upload a file and send it to a person",
    who: "signed",
    params: { user_id: user },
    ...later,
  }),
  operation({
    method: "POST",
    path: "/messages/group/{group_id}/files",
    summary: "Upload a file and send it to a group",
    who: "signed",
    params: { group_id: group },
    ...later,
  }),
];
