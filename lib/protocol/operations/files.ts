// Files: uploading one, alone or as a message. Their bytes are read at the `url` of the file, beside the API.

import { fileAnswer, fileMessageAnswer } from "../answers.ts";
import { fileFields, noFields } from "../rest.ts";
import { type Operation, operation } from "./operation.ts";
import { group, user } from "./params.ts";

const tag = "files";

export const FILES: readonly Operation[] = [
  operation({
    method: "POST",
    path: "/files",
    tag,
    summary: "Upload a file",
    notes:
      "It is yours alone until a message holds it (`attachments`) or it is your picture (`avatar`), and goes after a " +
      "day if none does. What it is, its bytes say. GET its `url` to read it.",
    who: "signed",
    form: noFields,
    answers: { 201: fileAnswer },
  }),
  operation({
    method: "POST",
    path: "/messages/private/{user_id}/files",
    tag,
    summary: "Upload a file and send it to a person",
    who: "signed",
    params: { user_id: user },
    form: fileFields,
    answers: { 201: fileMessageAnswer },
    errors: ["not_found", "not_reachable"],
  }),
  operation({
    method: "POST",
    path: "/messages/group/{group_id}/files",
    tag,
    summary: "Upload a file and send it to a group",
    notes: "A member who is muted is refused.",
    who: "member",
    params: { group_id: group },
    form: fileFields,
    answers: { 201: fileMessageAnswer },
    errors: ["not_found", "forbidden"],
  }),
];
