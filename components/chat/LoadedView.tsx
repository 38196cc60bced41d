// What a dialog shows of something that it loads: bones, the thing, or why it is not there.

import type { ComponentChildren } from "preact";
import { useText } from "../../lib/i18n/language.ts";
import { Failed } from "./Failed.tsx";
import type { Loaded } from "./use_loaded.ts";

interface LoadedViewProps<T> {
  of: Loaded<T>;
  children: (value: T) => ComponentChildren;
}

export function LoadedView<T>({ of, children }: LoadedViewProps<T>) {
  const t = useText();
  if (of.state === "there") return <>{children(of.value)}</>;
  if (of.state === "failed") return <Failed why={of.why} retry={of.retry} />;
  return (
    <div role="status">
      <span class="sr">{t.thread.loading}</span>
      <div class="bone person" aria-hidden="true" />
    </div>
  );
}
