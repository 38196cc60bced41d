// One's own pages: the frame of a page beside the chat, with tabs and signing out.

import type { ComponentChildren } from "preact";
import { Sheet } from "../../../components/pages/Sheet.tsx";
import SignOut from "../../../islands/SignOut.tsx";
import { useReader } from "../../../lib/i18n/language.ts";

interface OwnSheetProps {
  title: string;
  tab: "profile" | "notifications" | "privacy" | "sessions";
  children: ComponentChildren;
}

export const OwnSheet = ({ title, tab, children }: OwnSheetProps) => (
  <Sheet title={title} tab={tab} signOut={<SignOut reader={useReader()} />}>{children}</Sheet>
);
