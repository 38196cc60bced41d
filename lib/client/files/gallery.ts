// The pictures of a conversation in their order, as far as its messages are held: what one leafs through. Pure.

import type { FileView, MessageView } from "../../protocol/views.ts";
import { alive, type Conversation } from "../conversation.ts";
import { isOwn, kindOf } from "./kinds.ts";

export interface GalleryPicture {
  message: MessageView;
  file: FileView;
}

export const galleryOf = (of: Conversation | undefined): GalleryPicture[] =>
  (of?.around?.log ?? of?.log ?? []).filter(alive).flatMap((message) =>
    message.attachments.filter((file) => kindOf(file) === "image" && isOwn(file.url)).map((file) => ({ message, file }))
  );

/** Where a picture is among them; −1: not any more. */
export const placeIn = (gallery: readonly GalleryPicture[], { message, file }: GalleryPicture): number =>
  gallery.findIndex((it) => it.message.id === message.id && it.file.id === file.id);
