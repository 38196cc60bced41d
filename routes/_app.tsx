// The document around every page.

import { asset } from "fresh/runtime";
import { languageOf } from "../lib/pages/language.ts";
import { define } from "../lib/http/define.ts";
import { dictionaryOf } from "../lib/i18n/dictionaries.ts";
import { directionOf } from "../lib/i18n/direction.ts";

/** The first one gives the layers their order. */
const STYLES = [
  "/styles.css",
  "/css/list.css",
  "/css/thread.css",
  "/css/files.css",
  "/css/words.css",
  "/css/sheets.css",
  "/css/moving.css",
  "/css/contrast.css",
];

export default define.page(function AppShell({ Component, req, state }) {
  const { locale } = languageOf({ req, state });
  const t = dictionaryOf(locale);
  return (
    <html lang={locale} dir={directionOf(locale)}>
      <head>
        <meta charset="utf-8" />
        <title>{t.app.name}</title>
        <meta
          name="viewport"
          content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content"
        />
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" content="#f6f5f1" media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content="#11181c" media="(prefers-color-scheme: dark)" />
        <meta name="description" content={t.app.tagline} />
        {STYLES.map((path) => <link key={path} rel="stylesheet" href={asset(path)} />)}
        <link rel="icon" type="image/svg+xml" href={asset("/icon.svg")} />
        <link rel="apple-touch-icon" href={asset("/icons/apple-touch-180.png")} />
        <link rel="manifest" href="/manifest.webmanifest" crossorigin="use-credentials" />
      </head>
      <body>
        <Component />
      </body>
    </html>
  );
});
