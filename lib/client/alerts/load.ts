// Brings the alerts in once the chat is live: the first screen needs none of them.

import { effect } from "@preact/signals";
import type { AlertsInput } from "./alerts.ts";

/** @returns ends them */
export function startAlerts(input: AlertsInput): () => void {
  let state: "none" | "coming" | "there" | "over" = "none";
  let stop = () => {};
  const stopWaiting = effect(() => {
    if (!input.chat.connection.isLive.value || state !== "none") return;
    state = "coming";
    import("./alerts.ts").then(({ Alerts }) => {
      if (state === "over") return;
      const alerts = new Alerts(input);
      state = "there";
      stop = () => alerts.stop();
    }, () => state = "none"); // tried again with the next connection
  });
  return () => {
    state = "over";
    stopWaiting();
    stop();
  };
}
