// What becomes of a draft that was changed on two devices at once: nothing that was typed is lost.

/**
 * @param stored what the server holds by now @param ours what this device saves, made from an older version
 * @returns a text that contains both: of one that contains the other, the longer; else one after the other
 */
export function mergeDrafts(stored: string, ours: string): string {
  if (stored.includes(ours)) return stored;
  return ours.includes(stored) ? ours : `${stored}\n\n${ours}`;
}
