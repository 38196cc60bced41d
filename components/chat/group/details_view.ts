// Which view of a group's details is shown.

import type { Signal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";

export type View = { kind: "overview" | "announcement" | "adding" | "settings" | "invites" } | {
  kind: "member";
  id: string;
};

export const DetailsView = createContext<Signal<View> | null>(null);

export function useDetailsView(): Signal<View> {
  const view = useContext(DetailsView);
  if (view === null) throw new Error("outside of a group's details");
  return view;
}
