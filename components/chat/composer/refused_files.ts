// Why files were not taken, or do not get through, as sentences.

import type { FileLimits, Judged, WhyNot } from "../../../lib/client/files/judge.ts";
import type { Transfer } from "../../../lib/client/files/transfers.ts";
import type { Dictionary } from "../../../lib/i18n/en.ts";
import { fileSize } from "../../../lib/i18n/file_size.ts";
import { type GoingOutWords, goingOutWords } from "../../../lib/i18n/going_out.ts";
import { listed } from "../../../lib/i18n/intl.ts";
import { reasonOf } from "../reason.ts";

/** More names than this nobody reads. */
const NAMED = 3;

/** One sentence a reason. @param locale BCP 47 */
export function refusalWords(
  refused: Judged<File>["refused"],
  { fileBytes, filesPerMessage }: FileLimits,
  t: Dictionary,
  locale: string,
): string[] {
  const { notAdded } = goingOutWords(locale);
  const sentence: Record<WhyNot, (names: string) => string> = {
    tooLarge: (names) => notAdded.tooLarge(names, fileSize(fileBytes, locale)),
    empty: notAdded.empty,
    tooMany: (names) => notAdded.tooMany(names, filesPerMessage),
  };
  return [...refused].map(([why, files]) => sentence[why](namesOf(files, t, locale)));
}

function namesOf(files: readonly { name: string }[], t: Dictionary, locale: string): string {
  const rest = files.length - NAMED;
  const names = files.slice(0, NAMED).map((it) => it.name);
  return listed(locale, rest > 0 ? [...names, t.files.count(rest)] : names);
}

/** undefined: it was not refused */
export function whyRefused(
  transfer: Transfer | undefined,
  name: string,
  t: Dictionary,
  { notAdded }: GoingOutWords,
): string | undefined {
  if (transfer?.state !== "refused") return undefined;
  if (transfer.why === "lost") return notAdded.lost(name);
  return transfer.why === "unreadable" ? notAdded.gone(name) : reasonOf(transfer.why, t);
}
