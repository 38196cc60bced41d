// The chat in the browser: the stores made of what the server rendered, then kept alive by the socket.

import { IS_BROWSER } from "fresh/runtime";
import { useEffect, useMemo } from "preact/hooks";
import { effect } from "@preact/signals";
import { Activity } from "../../lib/client/activity.ts";
import { startAlerts } from "../../lib/client/alerts/load.ts";
import * as api from "../../lib/client/api.ts";
import { ApiError } from "../../lib/client/http.ts";
import * as messageApi from "../../lib/client/message_api.ts";
import { Chat } from "../../lib/client/chat.ts";
import { comparePerson } from "../../lib/client/same_person.ts";
import type { ChatState } from "../../lib/client/chat_state.ts";
import { ServerClock } from "../../lib/client/server_clock.ts";
import type { SocketHost } from "../../lib/client/socket.ts";
import { localStorageOf } from "../../lib/client/storage.ts";
import type { Target } from "../../lib/client/target.ts";
import type { Dictionary } from "../../lib/i18n/en.ts";
import { type Language, ReadingProvider } from "../../lib/i18n/language.ts";
import { App } from "./App.tsx";
import { useHere } from "./use_here.ts";

export interface LiveChatProps {
  state: ChatState;
  target: Target | null;
  formId: string;
  language: Language;
  /** an older page, for browsers without a script: with one, the live page takes its place */
  isPast: boolean;
  /** why what was posted without a script was refused */
  refused?: string;
  /** the message that the page was opened for */
  at?: string;
}

type InWords = LiveChatProps & { words: Dictionary };

export function LiveChat({ words, state, target, formId, language, isPast, refused, at }: InWords) {
  const storage = useMemo(() => localStorageOf(state.me.id), []);
  const chat = useMemo(() => new Chat(state, source, browserHost, storage, new ServerClock(language.now)), []);
  const reader = useHere(language);
  const reading = useMemo(() => ({ words, reader }), [reader]);
  useEffect(() => {
    if (isPast) return location.replace(location.pathname);
    chat.perform = async (deed) => (await import("./message/afterwards.ts")).perform(chat, deed);
    chat.onRefused = async (deed, error) =>
      (await import("./message/afterwards.ts")).sayRefused(chat, { words, locale: language.locale }, deed, error);
    const stop = keepAlive(chat);
    const stopAlerts = startAlerts({ chat, storage, t: words, since: Date.parse(language.now) });
    const stopKeeping = keepOnDevice(chat, language);
    return () => {
      stopAlerts();
      stop();
      stopKeeping();
    };
  }, []);
  return (
    <ReadingProvider value={reading}>
      <App chat={chat} initial={target} formId={formId} refused={refused} at={at ?? null} />
    </ReadingProvider>
  );
}

// The first formatter of all takes a browser a quarter of the time that the page does: made here, not in the task in which that comes alive.
if (IS_BROWSER) Intl.DateTimeFormat();

const SETTLED_MS = 5_000;

const source = {
  ...api,
  user: async (id: string) => (await api.user(id)).user,
  self: async () => (await api.profile()).user,
  message: async (id: string) => (await messageApi.message(id)).message,
};

const browserHost: SocketHost = {
  open: (protocol) => new WebSocket(`${location.origin.replace(/^http/, "ws")}/ws`, protocol),
  isSignedIn: () => api.profile().then(() => true, (error) => !(error instanceof ApiError && error.status === 401)),
  signedOut: () => location.assign(`/login?ended=1&next=${encodeURIComponent(location.pathname)}`),
  takenOver: () => location.replace("/"),
  now: () => Date.now(),
  random: () => Math.random(),
};

/** Starts the chat, and wakes it when the network, the tab or a frozen page comes back. */
function keepAlive(chat: Chat): () => void {
  const wake = () => {
    if (document.visibilityState !== "visible") {
      chat.marks.flush();
      return chat.drafts.flush();
    }
    if (chat.socket.isOpen) void chat.socket.ping();
    else chat.socket.connect();
  };
  // It may be wrong: a server on this machine needs no network.
  const doubt = () => void chat.socket.ping();
  const fit = () => {
    // Whoever zooms in sees less of the page, and wants no smaller one.
    const height = visualViewport === null ? innerHeight : Math.round(visualViewport.height * visualViewport.scale);
    document.documentElement.style.setProperty("--viewport", `${height}px`);
  };
  fit();
  const stopComparing = comparePerson(chat, browserHost.takenOver);
  chat.start();
  const stopWatching = watchInput(chat);
  addEventListener("online", wake);
  addEventListener("offline", doubt);
  document.addEventListener("visibilitychange", wake);
  visualViewport?.addEventListener("resize", fit);
  return () => {
    removeEventListener("online", wake);
    removeEventListener("offline", doubt);
    document.removeEventListener("visibilitychange", wake);
    visualViewport?.removeEventListener("resize", fit);
    stopWatching();
    stopComparing();
    chat.socket.stop();
  };
}

/** Once everything is there and nothing else is to be done, it is kept on this device as well. */
function keepOnDevice(chat: Chat, language: Language): () => void {
  let end = () => {};
  let isBegun = false;
  const begin = async () => {
    const stop = await (await import("./message/afterwards.ts")).keep(chat, language);
    end = stop;
  };
  const stopWaiting = effect(() => {
    if (!chat.connection.isWhole.value || isBegun) return;
    isBegun = true;
    setTimeout(() => void begin().catch(() => {}), SETTLED_MS);
  });
  return () => {
    stopWaiting();
    end();
  };
}

const INPUTS = ["pointerdown", "pointermove", "keydown", "wheel", "focus"];

/** Whoever does nothing here for a while is away, until they do; each new socket is told anew. */
function watchInput({ socket }: Chat): () => void {
  const activity = new Activity((active) => socket.send({ type: "activity", active }));
  const onInput = () => activity.input();
  for (const input of INPUTS) addEventListener(input, onInput, { passive: true, capture: true });
  const stopTelling = effect(() => {
    if (socket.link.value.state === "open") activity.connected();
  });
  return () => {
    for (const input of INPUTS) removeEventListener(input, onInput, { capture: true });
    stopTelling();
    activity.stop();
  };
}
