// The words of parts that are loaded when they are needed: files on their way, and pictures full size. They come with those parts, in every
// language, so that no page begins with them.

import { goingOut as en } from "./en/going_out.ts";
import { useReader } from "./language.ts";
import { goingOut as zh } from "./zh/going_out.ts";

export type GoingOutWords = typeof en;

/** @param locale BCP 47 */
export const goingOutWords = (locale: string): GoingOutWords => locale.startsWith("zh") ? zh : en;

export const useGoingOutWords = (): GoingOutWords => goingOutWords(useReader().locale);
