// A picture as large as the window, and the others of the conversation before and after it: by arrows, by the buttons, by a swipe. A click
// enlarges it; Esc closes. It goes when its message does.

import { type Signal, useComputed, useSignal } from "@preact/signals";
import { ChevronLeft, ChevronRight, Download, type LucideIcon, X, ZoomIn, ZoomOut } from "../../icons.ts";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { galleryOf, type GalleryPicture, placeIn } from "../../../lib/client/files/gallery.ts";
import { useGoingOutWords } from "../../../lib/i18n/going_out.ts";
import { useText } from "../../../lib/i18n/language.ts";
import { useModal } from "../../use_modal.ts";
import { useChat } from "../context.ts";
import { nameOrYou } from "../names.ts";
import { useSwipe } from "./swipe.ts";
import { useThread } from "./thread_context.ts";
import { Toasts } from "../Toasts.tsx";

/** Times the size that fits. */
const LARGEST = 4;

export function Lightbox({ first, onClose }: { first: GalleryPicture; onClose: () => void }) {
  const t = useText();
  const w = useGoingOutWords();
  const { chat } = useChat();
  const { of } = useThread();
  const dialog = useRef<HTMLDialogElement>(null);
  const modal = useModal(dialog, onClose);
  const shown = useSignal(first);
  const zoom = useSignal(1);
  const gallery = useComputed(() => galleryOf(of.value)).value;
  const at = placeIn(gallery, shown.value);
  const { message, file } = shown.value;
  const show = (picture: GalleryPicture | undefined) => {
    if (picture === undefined) return;
    zoom.value = 1;
    shown.value = picture;
  };
  const previous = at > 0 ? gallery[at - 1] : undefined;
  const next = at >= 0 ? gallery[at + 1] : undefined;
  useEffect(() => {
    if (at === -1) onClose();
    for (const it of [previous, next]) if (it !== undefined) new Image().src = it.file.url;
  }, [at, file.id]);
  const onKeyDown = (event: KeyboardEvent) => {
    const isFitting = zoom.value === 1;
    const step =
      { "+": () => enlarge(zoom, 2), "=": () => enlarge(zoom, 2), "-": () => enlarge(zoom, 0.5) }[event.key] ??
        (isFitting ? { ArrowLeft: () => show(previous), ArrowRight: () => show(next) }[event.key] : undefined);
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    step();
  };
  return (
    <dialog ref={dialog} class="lightbox" aria-label={w.lightbox.title} {...modal} onKeyDown={onKeyDown}>
      <div class="lightbox-head">
        <p>
          <b dir="auto">{file.name}</b>
          <small>{nameOrYou(chat, message.sender_id, t)}</small>
        </p>
        {gallery.length > 1 && <span role="status">{w.lightbox.place(at + 1, gallery.length)}</span>}
        <Tool label={w.lightbox.smaller} of={ZoomOut} off={zoom.value === 1} onClick={() => enlarge(zoom, 0.5)} />
        <Tool label={w.lightbox.larger} of={ZoomIn} off={zoom.value === LARGEST} onClick={() => enlarge(zoom, 2)} />
        <a class="icon-button" href={file.url} download={file.name} aria-label={t.files.download(file.name)}>
          <Download aria-hidden="true" />
        </a>
        <Tool label={t.confirm.close} of={X} onClick={onClose} />
      </div>
      <Stage key={file.id} picture={shown.value} zoom={zoom} onSwipe={(to) => show(to === "next" ? next : previous)} />
      {gallery.length > 1 && (
        <>
          <Tool
            label={w.lightbox.previous}
            of={ChevronLeft}
            look="leaf back"
            off={previous === undefined}
            onClick={() => show(previous)}
          />
          <Tool
            label={w.lightbox.next}
            of={ChevronRight}
            look="leaf on"
            off={next === undefined}
            onClick={() => show(next)}
          />
        </>
      )}
      <Toasts inside={dialog} />
    </dialog>
  );
}

function enlarge(zoom: Signal<number>, times: number): void {
  zoom.value = Math.min(LARGEST, Math.max(1, zoom.peek() * times));
}

interface StageProps {
  picture: GalleryPicture;
  zoom: Signal<number>;
  onSwipe: (to: "next" | "previous") => void;
}

function Stage({ picture: { file }, zoom, onSwipe }: StageProps) {
  const t = useText();
  const w = useGoingOutWords();
  const stage = useRef<HTMLDivElement>(null);
  const failed = useSignal(false);
  const swipe = useSwipe((to) => zoom.value === 1 && onSwipe(to));
  useLayoutEffect(() => {
    const box = stage.current;
    box?.scrollTo((box.scrollWidth - box.clientWidth) / 2, (box.scrollHeight - box.clientHeight) / 2);
  }, [zoom.value]);
  return (
    <div class={`stage zoom-${zoom.value}`} ref={stage} tabIndex={zoom.value === 1 ? undefined : 0} {...swipe}>
      {failed.value ? <p role="alert">{w.lightbox.failed}</p> : (
        <img
          src={file.url}
          alt={t.files.photo(file.name)}
          draggable={false}
          onError={() => failed.value = true}
          onClick={() => zoom.value = zoom.value === 1 ? 2 : 1}
        />
      )}
    </div>
  );
}

interface ToolProps {
  label: string;
  of: LucideIcon;
  look?: string;
  /** nothing to do for it at the moment; it stays where it is, so that focus does */
  off?: boolean;
  onClick: () => void;
}

const Tool = ({ label, of: Icon, look = "", off = false, onClick }: ToolProps) => (
  <button
    type="button"
    class={`icon-button ${look}`}
    aria-label={label}
    title={label}
    aria-disabled={off}
    onClick={onClick}
  >
    <Icon class={look === "" ? undefined : "flip"} aria-hidden="true" />
  </button>
);
