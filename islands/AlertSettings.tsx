// What calls one on this device: whether the browser lets us, the choices, and trying it. The browser is asked at a click alone.

import { useSignal } from "@preact/signals";
import { Bell, BellRing } from "../components/icons.ts";
import { useEffect } from "preact/hooks";
import { type PopupPermission, popupPermission, showPopup } from "../lib/client/alerts/popup.ts";
import { type AlertSettings as Settings, keepAlertSettings, readAlertSettings } from "../lib/client/alerts/settings.ts";
import { ring } from "../lib/client/alerts/sound.ts";
import { localStorageOf } from "../lib/client/storage.ts";
import { dictionaryOf } from "../lib/i18n/dictionaries.ts";

interface AlertSettingsProps {
  /** whose: two people may share a browser */
  me: string;
  locale: string;
}

export default function AlertSettings({ me, locale }: AlertSettingsProps) {
  const t = dictionaryOf(locale);
  const storage = localStorageOf(me);
  // What the server renders has no browser to ask.
  const permission = useSignal<PopupPermission | null>(null);
  const settings = useSignal<Settings | null>(null);
  const tested = useSignal("");
  useEffect(() => {
    settings.value = readAlertSettings(storage);
    return watchPermission((it) => permission.value = it);
  }, []);
  const ask = async () => permission.value = await Notification.requestPermission();
  const choose = (name: keyof Settings) => (event: Event & { currentTarget: HTMLInputElement }) => {
    settings.value = { ...readAlertSettings(storage), [name]: event.currentTarget.checked };
    keepAlertSettings(storage, settings.value);
    tested.value = t.alerts.kept;
  };
  const check = (name: keyof Settings, label: string, hint?: string) => (
    <label class="check">
      <input
        type="checkbox"
        name={name}
        checked={settings.value?.[name] ?? true}
        disabled={settings.value === null}
        aria-describedby={hint && `${name}-hint`}
        onChange={choose(name)}
      />
      <span>
        {label}
        {hint && <small class="hint" id={`${name}-hint`}>{hint}</small>}
      </span>
    </label>
  );
  const state = permission.value;
  return (
    <section class="card needs-script">
      <h2>{t.alerts.permission}</h2>
      <p class="permission" data-state={state} role="status">
        {state === "granted" ? <BellRing aria-hidden="true" /> : <Bell aria-hidden="true" />}
        <span>{state === null ? "…" : t.alerts.state[state]}</span>
      </p>
      {state === "default" && (
        <div class="actions">
          <button type="button" class="button primary" onClick={ask}>
            {t.alerts.allow}
          </button>
        </div>
      )}
      {check("popups", t.alerts.popups)}
      {check("text", t.alerts.text, t.alerts.textHint)}
      {check("sound", t.alerts.sound)}
      <p class="hint">{t.alerts.busy}</p>
      <div class="actions">
        <span class="hint" role="status">{tested}</span>
        <button type="button" class="button" onClick={async () => tested.value = await test()}>{t.alerts.test}</button>
      </div>
    </section>
  );

  /** Does what a message would. @returns what came of it, in words */
  async function test(): Promise<string> {
    const { sound, popups } = readAlertSettings(storage);
    const isHeard = sound && await ring();
    const popup = {
      tag: "test",
      title: t.alerts.testTitle,
      body: t.alerts.testBody,
      href: "/notifications",
      silent: isHeard || !sound,
    };
    const isShown = popups && await showPopup(popup, () => focus()) !== undefined;
    const { both, popup: shown, sound: heard, nothing } = t.alerts.tested;
    return isShown ? isHeard ? both : shown : isHeard ? heard : nothing;
  }
}

/** Tells it now and whenever it changes, here or in the browser's settings. @returns ends it */
function watchPermission(tell: (now: PopupPermission) => void): () => void {
  const ended = new AbortController();
  const look = () => tell(popupPermission());
  look();
  // Where the browser tells of no change, coming back from its settings does.
  addEventListener("focus", look, { signal: ended.signal });
  navigator.permissions?.query({ name: "notifications" })
    .then((status) => status.addEventListener("change", look, { signal: ended.signal }), () => {});
  return () => ended.abort();
}
