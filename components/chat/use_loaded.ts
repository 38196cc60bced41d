// Something that a dialog has to ask the server for: on its way, there, or why it is not.

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { useText } from "../../lib/i18n/language.ts";
import { reasonOf } from "./reason.ts";

export type Loaded<T> =
  | { state: "loading" }
  | { state: "there"; value: T }
  | { state: "failed"; why: string; retry: () => void };

/** @param again loads anew whenever it changes */
export function useLoaded<T>(load: () => Promise<T>, again: unknown): Loaded<T> {
  const t = useText();
  const loaded = useSignal<Loaded<T>>({ state: "loading" });
  const tries = useSignal(0);
  const retry = () => {
    loaded.value = { state: "loading" };
    tries.value++;
  };
  useEffect(() => {
    let isOld = false;
    load().then(
      (value) => isOld || (loaded.value = { state: "there", value }),
      (error) => isOld || (loaded.value = { state: "failed", why: reasonOf(error, t), retry }),
    );
    return () => void (isOld = true);
  }, [again, tries.value]);
  return loaded.value;
}
