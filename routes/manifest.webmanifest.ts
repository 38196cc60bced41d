// What an installed Parley is called, looks like and offers, in the reader's language.

import { asset } from "fresh/runtime";
import { define } from "../lib/http/define.ts";
import { dictionaryOf } from "../lib/i18n/dictionaries.ts";
import { languageOf } from "../lib/pages/language.ts";

const icon = (purpose: "any" | "maskable", size: number) => ({
  src: asset(`/icons/${purpose}-${size}.png`),
  sizes: `${size}x${size}`,
  type: "image/png",
  purpose,
});

export const handlers = define.handlers({
  GET: (ctx) => {
    const { locale } = languageOf(ctx);
    const t = dictionaryOf(locale);
    const shortcut = (name: string, url: string) => ({ name, url, icons: [icon("any", 192)] });
    const manifest = {
      id: "/",
      lang: locale,
      dir: "ltr",
      name: t.app.name,
      short_name: t.app.name,
      description: t.app.tagline,
      start_url: "/",
      scope: "/",
      display: "standalone",
      // The lightest of the page's two grounds, and what is above it.
      background_color: "#f6f5f1",
      theme_color: "#f6f5f1",
      categories: ["social", "productivity"],
      icons: [
        icon("any", 192),
        icon("any", 512),
        icon("maskable", 192),
        icon("maskable", 512),
        { src: asset("/icon.svg"), sizes: "any", type: "image/svg+xml", purpose: "any" },
      ],
      shortcuts: [shortcut(t.nav.newChat, "/people"), shortcut(t.list.searchAll, "/search")],
    };
    return new Response(JSON.stringify(manifest), { headers: { "content-type": "application/manifest+json" } });
  },
});
