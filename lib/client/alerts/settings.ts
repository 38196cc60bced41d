// What one decides about being called, on this device alone.

import { isObject } from "../incoming.ts";
import type { Storage } from "../storage.ts";

export interface AlertSettings {
  /** notifications of the system, as far as the browser allows them */
  popups: boolean;
  /** the words of a message in them */
  text: boolean;
  sound: boolean;
}

const KEY = "alerts";
const DEFAULTS: AlertSettings = { popups: true, text: true, sound: true };

/** Read whenever it matters, so that what is changed in one tab holds in all. */
export function readAlertSettings(storage: Storage): AlertSettings {
  const kept = parse(storage.get(KEY));
  const of = (name: keyof AlertSettings) => typeof kept[name] === "boolean" ? kept[name] : DEFAULTS[name];
  return { popups: of("popups"), text: of("text"), sound: of("sound") };
}

export const keepAlertSettings = (storage: Storage, settings: AlertSettings): void =>
  storage.set(KEY, JSON.stringify(settings));

function parse(kept: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(kept ?? "{}");
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}
