// Which way a language is written.

const RIGHT_TO_LEFT = new Set(["ar", "fa", "he", "ur"]);

/** @param locale BCP 47 */
export const directionOf = (locale: string): "ltr" | "rtl" =>
  RIGHT_TO_LEFT.has(locale.split("-", 1)[0] ?? "") ? "rtl" : "ltr";
