// The words of what is only shown without the server, or of what waited for it: they come with those parts, in every language.

import { offline as en } from "./en/offline.ts";
import { offline as zh } from "./zh/offline.ts";

export type OfflineWords = typeof en;

/** @param locale BCP 47 */
export const offlineWords = (locale: string): OfflineWords => locale.startsWith("zh") ? zh : en;
