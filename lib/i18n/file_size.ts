// How large a file is, in the reader's way: 1.4 MB. A thousand bytes are a kilobyte here, as file managers count today.

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

/** @param bytes a whole number @param locale BCP 47 */
export function fileSize(bytes: number, locale: string): string {
  const power = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  const value = bytes / 1_000 ** power;
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit: UNITS[power],
    unitDisplay: power === 0 ? "long" : "short",
    maximumFractionDigits: value < 10 && power > 1 ? 1 : 0,
  }).format(value);
}
