// One labelled field of a plain form, with its hint and why it was refused, both tied to it for screen readers.

import type { ComponentChildren, JSX } from "preact";

interface FieldProps extends Omit<JSX.IntrinsicElements["input"], "name"> {
  name: string;
  label: string;
  hint?: string;
  /** why what was entered was refused */
  why?: string;
}

export function Field({ name, label, hint, why, ...input }: FieldProps) {
  return (
    <Labelled name={name} label={label} hint={hint} why={why}>
      <input
        class="input"
        id={name}
        name={name}
        aria-describedby={describedBy(name, hint, why)}
        aria-invalid={why === undefined ? undefined : "true"}
        {...input}
      />
    </Labelled>
  );
}

interface LabelledProps {
  name: string;
  label: string;
  hint?: string;
  why?: string;
  children: ComponentChildren;
}

export function Labelled({ name, label, hint, why, children }: LabelledProps) {
  return (
    <div class="field">
      <label for={name}>{label}</label>
      {children}
      {hint && <span class="hint" id={`${name}-hint`}>{hint}</span>}
      {why && <span class="why" id={`${name}-why`}>{why}</span>}
    </div>
  );
}

export const describedBy = (name: string, hint?: string, why?: string): string | undefined =>
  [hint && `${name}-hint`, why && `${name}-why`].filter(Boolean).join(" ") || undefined;
