// The frame of the pages beside the chat: a head with the way back, and cards below it.

import { ArrowLeft } from "../icons.ts";
import { Head } from "fresh/runtime";
import type { ComponentChildren } from "preact";
import { useText } from "../../lib/i18n/language.ts";

interface SheetProps {
  title: string;
  /** of the tabs over one's own pages, if this is one of them */
  tab?: "profile" | "notifications" | "privacy" | "sessions";
  /** the button that does it */
  signOut?: ComponentChildren;
  children: ComponentChildren;
}

export function Sheet({ title, tab, signOut, children }: SheetProps) {
  const t = useText();
  return (
    <div class="sheet">
      <Head>
        <title>{`${title} · ${t.app.name}`}</title>
      </Head>
      <header class="sheet-head">
        <a class="icon-button" href="/" aria-label={t.nav.back} title={t.nav.back}>
          <ArrowLeft class="flip" aria-hidden="true" />
        </a>
        <h1>{title}</h1>
        {signOut}
      </header>
      {tab && (
        <nav class="tabs" aria-label={t.nav.main}>
          <a href="/profile" aria-current={tab === "profile" ? "page" : undefined}>{t.nav.profile}</a>
          <a href="/notifications" aria-current={tab === "notifications" ? "page" : undefined}>{t.alerts.title}</a>
          <a href="/privacy" aria-current={tab === "privacy" ? "page" : undefined}>{t.nav.privacy}</a>
          <a href="/sessions" aria-current={tab === "sessions" ? "page" : undefined}>{t.nav.sessions}</a>
        </nav>
      )}
      <main class="stack">{children}</main>
    </div>
  );
}
