// One notification of the system: by the page, or, where browsers leave that to a service worker (Android), by the one that is there.

export interface Popup {
  /** one that is shown with the same tag is replaced */
  tag: string;
  title: string;
  body: string;
  /** where a click leads */
  href: string;
  /** our own sound is heard already, or none is wanted */
  silent: boolean;
}

/** In words of the Notification API; "none": this browser has none here (plain http, some phones). */
export type PopupPermission = NotificationPermission | "none";

export const popupPermission = (): PopupPermission => "Notification" in globalThis ? Notification.permission : "none";

/**
 * @param onClick where the page itself shows it; a service worker opens `href`
 * @returns takes it away; undefined: it could not be shown
 */
export async function showPopup(popup: Popup, onClick: () => void): Promise<(() => void) | undefined> {
  const { tag, title, body, href, silent } = popup;
  if (popupPermission() !== "granted") return undefined;
  // A replaced one would otherwise come unseen; older type libraries do not know the word.
  const again = { renotify: true };
  const options: NotificationOptions = { tag, body, silent, icon: ICON, data: { href }, ...again };
  try {
    const shown = new Notification(title, options);
    shown.onclick = () => {
      shown.close();
      onClick();
    };
    return () => shown.close();
  } catch {
    return await showByWorker(title, options).catch(() => undefined);
  }
}

const ICON = "/icons/any-192.png";

async function showByWorker(title: string, options: NotificationOptions): Promise<(() => void) | undefined> {
  const worker = await navigator.serviceWorker.getRegistration();
  if (!worker?.active) return undefined;
  await worker.showNotification(title, options);
  return () =>
    void worker.getNotifications({ tag: options.tag ?? "" }).then((shown) => shown.forEach((it) => it.close()));
}
