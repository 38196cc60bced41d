// What may be shown as the picture of a person or of a group.

/** A picture is shown by every browser that sees its owner: nothing that could be run may stand there. "": there is none. */
export function isPicture(avatar: string): boolean {
  if (avatar === "" || /^\/(?![\\/])/.test(avatar)) return true;
  return /^https?:\/\//.test(avatar) && URL.canParse(avatar);
}
