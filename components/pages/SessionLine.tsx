// One session: what device, where from, when.

import { Monitor, Smartphone } from "../icons.ts";
import type { ComponentChildren } from "preact";
import { dateWithYear } from "../../lib/i18n/intl.ts";
import { useReader, useText } from "../../lib/i18n/language.ts";
import type { SessionView } from "../../lib/protocol/views.ts";
import { shortWhen } from "../chat/when.ts";

export function SessionLine({ session, children }: { session: SessionView; children: ComponentChildren }) {
  const t = useText();
  const reader = useReader();
  const { browser, system, isPhone } = deviceOf(session.user_agent);
  const Icon = isPhone ? Smartphone : Monitor;
  const device = browser !== undefined && system !== undefined
    ? t.sessions.device(browser, system)
    : session.user_agent.slice(0, 60) || t.sessions.unknown;
  return (
    <li class="session">
      <Icon aria-hidden="true" />
      <div>
        <b>{device}</b>
        <small>
          {t.sessions.lastUsed(shortWhen(session.last_used_at, reader, t))} {session.ip && t.sessions.from(session.ip)}
        </small>
        <small>{t.sessions.since(dateWithYear(session.created_at, reader))}</small>
      </div>
      {children}
    </li>
  );
}

const BROWSERS: readonly [RegExp, string][] = [
  [/Edg(A|iOS)?\//, "Edge"],
  [/(Firefox|FxiOS)\//, "Firefox"],
  [/(HeadlessChrome|Chrome|CriOS)\//, "Chrome"],
  [/Safari\//, "Safari"],
];
const SYSTEMS: readonly [RegExp, string][] = [
  [/iPhone|iPad/, "iOS"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "macOS"],
  [/Linux|X11/, "Linux"],
];

/** What a person recognises in a user agent; a guess, since browsers imitate each other. */
function deviceOf(agent: string) {
  const find = (table: readonly [RegExp, string][]) => table.find(([pattern]) => pattern.test(agent))?.[1];
  return { browser: find(BROWSERS), system: find(SYSTEMS), isPhone: /Mobile|Android|iPhone/.test(agent) };
}
