// The picture of a person or of a group: an image that whoever sets it has uploaded here. (Addresses elsewhere are kept for clients that
// show them; our pages show none.)

import { letGoOfPicture } from "../../db/file_expiry.ts";
import { ownPicture } from "../../db/files.ts";
import type { Sql } from "../../db/sql.ts";
import { invalidField } from "../protocol/errors.ts";
import { fileView } from "./views.ts";

const UPLOADED = /^\/uploads\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\//;

/** A picture is shown by every browser that sees its owner: nothing that could be run may stand there. "": there is none. */
function isPicture(avatar: string): boolean {
  if (avatar === "" || /^\/(?![\\/])/.test(avatar)) return true;
  return /^https?:\/\//.test(avatar) && URL.canParse(avatar);
}

/**
 * Judges a new picture, holds its file, and lets go of the one before. Everybody who sees the person or group may read the file from then
 * on: it has to be one's own, for otherwise whoever knows an address could make public what is not theirs.
 * @param userId who sets it
 * @throws ParleyError `invalid_field`
 */
export async function changePicture(tx: Sql, userId: string, from: string, to: string): Promise<void> {
  if (from === to) return;
  if (!isPicture(to)) throw invalidField("avatar", "a path here or an http address of a picture");
  if (to.startsWith("/uploads/")) {
    const id = UPLOADED.exec(to)?.[1];
    const file = id === undefined ? undefined : await ownPicture(tx, userId, id);
    if (file === undefined || fileView(file).url !== to) {
      throw invalidField("avatar", "the url of a picture that you have uploaded");
    }
  }
  const before = UPLOADED.exec(from)?.[1];
  if (before !== undefined) await letGoOfPicture(tx, before);
}
