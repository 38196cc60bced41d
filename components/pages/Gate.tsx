// The frame of sign-in and registration: the sign, a card, and the way to the other one.

import type { ComponentChildren } from "preact";
import { Head } from "fresh/runtime";
import { useText } from "../../lib/i18n/language.ts";
import { Brand } from "../Brand.tsx";

interface GateProps {
  title: string;
  heading: string;
  lead: string;
  children: ComponentChildren;
  /** below the card */
  other: { text: string; link: string; href: string };
}

export function Gate({ title, heading, lead, children, other }: GateProps) {
  const t = useText();
  return (
    <main class="gate">
      <Head>
        <title>{`${title} · ${t.app.name}`}</title>
      </Head>
      <Brand />
      <div class="card">
        <header>
          <h1>{heading}</h1>
          <p>{lead}</p>
        </header>
        {children}
      </div>
      <p>
        {other.text} <a href={other.href}>{other.link}</a>
      </p>
    </main>
  );
}
