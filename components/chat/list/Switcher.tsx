// Ctrl+K: goes to a conversation, a person, a group or a message by a few letters of it. Focus stays in the field, which says what is
// chosen; arrows choose, Enter goes there. A script of its own.

import "../LiveChat.tsx"; // see `lazy.tsx`
import { useSignal } from "@preact/signals";
import { Keyboard, TextSearch } from "../../icons.ts";
import { useEffect, useRef } from "preact/hooks";
import { isComposing } from "../../../lib/client/composition.ts";
import type { Target } from "../../../lib/client/target.ts";
import { useText } from "../../../lib/i18n/language.ts";
import { Dialog } from "../../Dialog.tsx";
import { useChat } from "../context.ts";
import { follow } from "../follow.ts";
import { SwitcherHit } from "./SwitcherHit.tsx";
import { heldHits, type Hit, sectionsOf, useFound } from "./switching.ts";

interface SwitcherProps {
  open: Target | null;
  onClose: () => void;
}

export function Switcher({ open, onClose }: SwitcherProps) {
  const t = useText();
  const { chat, go, ask } = useChat();
  const typed = useSignal("");
  const at = useSignal(0);
  const list = useRef<HTMLDivElement>(null);
  const found = useFound(typed.value);
  const sections = sectionsOf(heldHits(chat, typed.value, open, t), found.last, typed.value, t);
  const hits = sections.flatMap((it) => it.hits);
  const chosen = Math.min(at.value, hits.length - 1);
  useEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [chosen, hits.length]);

  const pick = ({ target, href }: Hit) => {
    onClose();
    if (target === undefined) location.assign(href);
    else go(target);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const hit = hits[chosen];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (isComposing(event) || event.altKey || (step === undefined && event.key !== "Enter")) return;
    event.preventDefault();
    // Nobody means what was found by other words than stand there by now.
    const isMeant = hit !== undefined && (hit.kind === "conversation" || !found.isOfOthers);
    if (step === undefined) return isMeant && pick(hit);
    if (hits.length > 0) at.value = (chosen + step + hits.length) % hits.length;
  };
  return (
    <Dialog title={t.switcher.title} onClose={onClose}>
      <div class="switcher">
        <input
          class="input"
          type="text"
          role="combobox"
          aria-label={t.switcher.label}
          aria-expanded={hits.length > 0}
          aria-controls="switcher-list"
          aria-autocomplete="list"
          aria-activedescendant={hits.length > 0 ? `switcher-${chosen}` : undefined}
          placeholder={t.switcher.placeholder}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          enterkeyhint="go"
          maxLength={256}
          autofocus
          value={typed}
          onInput={(event) => {
            typed.value = event.currentTarget.value;
            at.value = 0;
          }}
          onKeyDown={onKeyDown}
        />
        <p class={hits.length > 0 && found.state !== "failed" ? "sr" : "hint"} role="status">{state()}</p>
        <div class="hits" id="switcher-list" ref={list} role="listbox" aria-label={t.switcher.results}>
          {sections.map(({ title, hits: its }) => (
            <div key={title} role="group" aria-label={title}>
              <div class="label" aria-hidden="true">{title}</div>
              {its.map((hit) => {
                const i = hits.indexOf(hit);
                return (
                  <a
                    key={hit.key}
                    class="person"
                    id={`switcher-${i}`}
                    role="option"
                    tabIndex={-1}
                    aria-selected={i === chosen}
                    href={hit.href}
                    onPointerMove={() => at.value = i}
                    onClick={(event) => follow(event, () => pick(hit))}
                  >
                    <SwitcherHit hit={hit} />
                  </a>
                );
              })}
            </div>
          ))}
        </div>
        <div class="switcher-foot">
          <button type="button" class="button quiet small" onClick={() => ask("keys")}>
            <Keyboard size={18} aria-hidden="true" /> {t.switcher.keys}
          </button>
          <a class="button quiet small" href={`/search?${new URLSearchParams({ q: typed.value.trim() })}`}>
            <TextSearch size={18} aria-hidden="true" /> {t.switcher.all}
          </a>
        </div>
      </div>
    </Dialog>
  );

  function state(): string {
    if (found.state === "failed") return `${found.why} ${t.switcher.onlyHere}`;
    if (found.state === "asking") return t.switcher.searching;
    return hits.length === 0 ? t.switcher.nothing : t.switcher.found(hits.length);
  }
}
