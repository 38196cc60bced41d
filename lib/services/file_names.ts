// What a file is called: whatever its sender's system said, it names no folder, breaks no header and hides nothing of itself.

const MAX_CHARACTERS = 200;
/** Controls, line separators, and what turns the text after it around: `photo\u202Egpj.exe` would read as `photoexe.jpg`. */
const UNSHOWN = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/gu;
const VISIBLE = /[^\s.\p{Default_Ignorable_Code_Point}]/u;

/** @returns the last part of a path as a name that can be shown and stored anywhere */
export function fileName(given: string): string {
  const last = given.toWellFormed().normalize("NFC").split(/[/\\]/).at(-1) ?? "";
  const name = last.replace(UNSHOWN, "").trim();
  if (!VISIBLE.test(name)) return "file";
  return shortened(name);
}

/** A long name keeps its ending, which says what it is. */
function shortened(name: string): string {
  const characters = [...name];
  if (characters.length <= MAX_CHARACTERS) return name;
  const ending = /\.[^.]{1,16}$/.exec(name)?.[0] ?? "";
  return characters.slice(0, MAX_CHARACTERS - [...ending].length).join("") + ending;
}
