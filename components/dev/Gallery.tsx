// Every shared component in every state, for developers: what is changed is seen here first, and compared with pictures by
// `tests/browser/components_test.ts`. Words that are not in the dictionary stand here alone: nobody else reads them.

import type { ComponentChildren } from "preact";
import { Avatars, Badges } from "./Signs.tsx";
import { Bubbles } from "./Bubbles.tsx";
import { Buttons, Fields } from "./Controls.tsx";
import { Dialogs, Menus, Toasts } from "./Layers.tsx";
import { Emptiness, Skeletons } from "./Waiting.tsx";

const PARTS = { Buttons, Fields, Dialogs, Menus, Toasts, Avatars, Badges, Bubbles, Skeletons, Emptiness };

export const Gallery = () => (
  <>{Object.entries(PARTS).map(([name, Part]) => <Exhibit key={name} name={name}>{<Part />}</Exhibit>)}</>
);

const Exhibit = ({ name, children }: { name: string; children: ComponentChildren }) => (
  <section class="exhibit" id={name.toLowerCase()} aria-labelledby={`${name}-title`}>
    <h2 id={`${name}-title`}>{name}</h2>
    {children}
  </section>
);
