// Somebody's picture over a round of colour with initials, which shows where there is none or it cannot be loaded; and the dot of their
// presence. The name stands beside it wherever it is used.

import { useSignal } from "@preact/signals";
import { UsersRound } from "./icons.ts";
import { useEffect, useRef } from "preact/hooks";
import { isOwn } from "../lib/client/files/kinds.ts";
import { hueOf, initials } from "../lib/client/names.ts";
import { useText } from "../lib/i18n/language.ts";
import type { ChosenStatus } from "../lib/protocol/views.ts";

interface AvatarProps {
  /** whose colour */
  id: string;
  name: string;
  kind?: "person" | "group";
  /** the address of a picture; one of another server is not shown: whoever looks would be seen there */
  picture?: string;
  size?: "small" | "large";
  status?: ChosenStatus;
}

export function Avatar({ id, name, kind = "person", picture, size, status }: AvatarProps) {
  return (
    <span class={`avatar hue-${hueOf(id)} ${kind === "group" ? "group" : ""} ${size ?? ""}`}>
      {kind === "group" && initials(name) === "?"
        ? <UsersRound aria-hidden="true" />
        : <span aria-hidden="true">{initials(name)}</span>}
      {isOwn(picture) && <Picture key={picture} src={picture} />}
      {status && <Presence status={status} />}
    </span>
  );
}

/** Browsers draw a sign in the place of one that cannot be loaded: then the initials are better. */
function Picture({ src }: { src: string }) {
  const image = useRef<HTMLImageElement>(null);
  const failed = useSignal(false);
  useEffect(() => {
    // It may have failed before there was a script to hear of it.
    if (image.current?.complete && image.current.naturalWidth === 0) failed.value = true;
  }, []);
  if (failed.value) return null;
  const onError = () => failed.value = true;
  return <img ref={image} src={src} alt="" loading="lazy" decoding="async" draggable={false} onError={onError} />;
}

/** A dot for those who see colours, the word for everybody. */
function Presence({ status }: { status: ChosenStatus }) {
  const t = useText();
  return (
    <span class={`presence ${status}`} title={t.status[status]}>
      <span class="sr">{t.status[status]}</span>
    </span>
  );
}
