// The name and the sign of the house.

import { useText } from "../lib/i18n/language.ts";

export function Brand({ href }: { href?: string }) {
  const t = useText();
  const inside = (
    <>
      <img src="/icon.svg" alt="" width="28" height="28" />
      <span>{t.app.name}</span>
    </>
  );
  return href === undefined ? <span class="brand">{inside}</span> : <a class="brand" href={href}>{inside}</a>;
}
