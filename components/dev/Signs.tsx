// Small signs: who, whether they are there, how many, what kind.

import { useText } from "../../lib/i18n/language.ts";
import { Avatar } from "../Avatar.tsx";
import { HUES, PEOPLE, PICTURE } from "./samples.ts";

export const Avatars = () => (
  <>
    {(["small", undefined, "large"] as const).map((size) => (
      <div key={size ?? "usual"} class="exhibit-row">
        {PEOPLE.map((it) => <Avatar key={it.id} id={it.id} name={it.name} status={it.status} size={size} />)}
        <Avatar id={PEOPLE[0].id} name="Design reviews" kind="group" size={size} />
        <Avatar id={PEOPLE[1].id} name="🍜" kind="group" size={size} />
        <span class={`avatar ${size ?? ""}`}>
          <img src={PICTURE} alt="" />
        </span>
      </div>
    ))}
    <div class="exhibit-row">{HUES.map((hue) => <span key={hue} class={`avatar hue-${hue}`}>{hue}</span>)}</div>
  </>
);

export function Badges() {
  const t = useText();
  return (
    <div class="exhibit-row">
      <span class="badge">1</span>
      <span class="badge">42</span>
      <span class="badge">999+</span>
      <span class="dot">
        <span class="sr">{t.row.unread}</span>
      </span>
      <span class="tag">{t.role.admin}</span>
      <span class="chip">
        <span>{PEOPLE[3].name}</span>
      </span>
      <kbd>{t.keys.ctrl}</kbd>
    </div>
  );
}
