// What can be measured of a page as it stands: what is wider than the screen, cut off, too small for a finger, or moving.

import type { Page } from "playwright-core";

/** Smaller than this no finger hits (ui.md). Half a pixel is left to rounding. */
const TARGET_PX = 43.5;

/** Elements that stick out of the screen sideways, and are not in a box that scrolls or cuts off by intent. */
export const stickingOut = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const isCut = (of: Element): boolean => {
      for (let it = of.parentElement; it !== null; it = it.parentElement) {
        if (getComputedStyle(it).overflowX !== "visible" && it !== document.body && it !== document.documentElement) {
          return true;
        }
      }
      return false;
    };
    const over = document.documentElement.scrollWidth - innerWidth;
    const found = [...document.querySelectorAll("body *")].filter((it) => {
      const { left, right, width, height } = it.getBoundingClientRect();
      if (width === 0 || height === 0 || it.closest(".sr, .skip, svg, [hidden]") !== null) return false;
      return (right > innerWidth + 1 || left < -1) && !isCut(it);
    });
    const told = found.map((it) => `${it.tagName.toLowerCase()}.${it.getAttribute("class") ?? ""} sticks out`);
    return over > 0 ? [`the page scrolls ${over} px sideways`, ...told] : told;
  });

/**
 * Words that are cut off where nobody meant it: the box hides or ends what its text needs. Where an ellipsis is meant (names, previews)
 * the rest is a look away, so that those classes are left out.
 */
export const cutOff = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const meant =
      "[class*=row-], .row-preview *, .hit-head *, .person-name > *, .thread-title *, .chip span, .self *, .quote-text, .about-text *, " +
      ".pinned-text *, .announcement-text *, .status-select, .skip, .suggestions *, .typing *, input, textarea, select, pre, code, .sr, .sr *";
    const found = [
      ...document.querySelectorAll<HTMLElement>("button, a, label, legend, h1, h2, h3, p, span, b, small, dt, dd"),
    ]
      .filter((it) => {
        // What enlarges a target without being seen reaches beyond its words.
        const isEnlarged = getComputedStyle(it, "::after").position === "absolute";
        if (isEnlarged || it.matches(meant) || it.offsetParent === null || it.clientWidth === 0) return false;
        const style = getComputedStyle(it);
        const hides = style.overflowX !== "visible" || style.overflowY !== "visible";
        const spills = it.scrollWidth > it.clientWidth + 1 && style.display !== "inline";
        const isCut = it.scrollHeight > it.clientHeight + 2 && hides;
        return (spills && it.textContent?.trim() !== "") || isCut;
      });
    return found.map((it) => `${it.tagName.toLowerCase()}.${it.className} is cut off: ${it.textContent?.slice(0, 60)}`);
  });

/** Words that end in an ellipsis where they should begin: of what runs the other way than the page, the wrong end is shown. */
export const cutAtTheStart = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const rectOf = (of: Text, at: number) => {
      const range = new Range();
      range.setStart(of, at);
      range.setEnd(of, at + 1);
      return range.getBoundingClientRect();
    };
    const isCut = (text: Text, { left, right }: DOMRect) => {
      const letters = [...text.data.matchAll(/[\p{L}\p{N}]/gu)].map(({ index }) => index);
      const [first, last] = [letters[0], letters.at(-1)];
      if (first === undefined || last === undefined) return false;
      const isShown = (at: number) => rectOf(text, at).right > left + 1 && rectOf(text, at).left < right - 1;
      return !isShown(first) && isShown(last);
    };
    return [...document.querySelectorAll<HTMLElement>("body *")].flatMap((it) => {
      if (it.offsetParent === null || getComputedStyle(it).textOverflow !== "ellipsis") return [];
      const walker = document.createTreeWalker(it, NodeFilter.SHOW_TEXT);
      const found: string[] = [];
      while (walker.nextNode()) {
        const text = walker.currentNode;
        if (text instanceof Text && isCut(text, it.getBoundingClientRect())) {
          found.push(`"${text.data}" without its start`);
        }
      }
      return found;
    });
  });

/** Buttons, links and fields that a finger may miss; links within a text are left out, and what is as large as a label makes it. */
export const smallTargets = (page: Page): Promise<string[]> =>
  page.evaluate((least) => {
    const isInText = (it: Element) =>
      it.matches("a") && getComputedStyle(it).display === "inline" &&
      (it.closest("h3, td, code") !== null || it.parentElement?.textContent !== it.textContent);
    const size = (it: Element) => {
      const { width, height } = it.getBoundingClientRect();
      // What enlarges a target without being seen: a pseudo element over it.
      const more = ["::after", "::before"].map((pseudo) => {
        const style = getComputedStyle(it, pseudo);
        if (style.content === "none" || style.position !== "absolute") return { width: 0, height: 0 };
        return { width: parseFloat(style.width) || 0, height: parseFloat(style.height) || 0 };
      });
      return {
        width: Math.max(width, ...more.map((of) => of.width)),
        height: Math.max(height, ...more.map((of) => of.height)),
      };
    };
    const dialog = [...document.querySelectorAll("dialog[open]")].at(-1);
    const found = [
      ...(dialog ?? document).querySelectorAll("button, a[href], input, select, textarea, summary, [role=button]"),
    ];
    return found.flatMap((it) => {
      const { x, y, width: shown } = it.getBoundingClientRect();
      const style = getComputedStyle(it);
      if (shown === 0 || style.visibility === "hidden" || style.pointerEvents === "none") return [];
      if (it.matches(".skip, input[type=hidden]") || it.closest(".sr") !== null || isInText(it)) return [];
      const label = it.matches("input[type=checkbox], input[type=radio], input[type=file]")
        ? it.closest("label")
        : null;
      const { width, height } = size(label ?? it);
      if (width >= least && height >= least) return [];
      const name = it.getAttribute("aria-label") ?? it.textContent?.trim().slice(0, 40);
      return [
        `${it.tagName.toLowerCase()}.${it.getAttribute("class")} "${name}" is ${Math.round(width)} × ${
          Math.round(height)
        } at ${Math.round(x)}, ${Math.round(y)}`,
      ];
    });
  }, TARGET_PX);

/** Fields that one types in or chooses by whose letters are so small that an iPhone zooms in to them, and stays there. */
export const zoomedTo = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll("input, select, textarea")].flatMap((it) => {
      if (it.matches("[type=checkbox], [type=radio], [type=file], [type=hidden]") || !it.checkVisibility()) return [];
      const { fontSize } = getComputedStyle(it);
      return parseFloat(fontSize) >= 16 ? [] : [`${it.tagName.toLowerCase()}.${it.className}: ${fontSize}`];
    })
  );

/** Animations that run although the reader asks for less motion. A mark that goes out in one step (`fade`) does not move. */
export const moving = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    document.getAnimations().flatMap((it) => {
      const timing = it.effect?.getComputedTiming();
      const lasts = Number(timing?.activeDuration ?? 0) > 0;
      if (it.playState !== "running" || !lasts || (it instanceof CSSAnimation && it.animationName === "fade")) {
        return [];
      }
      const name = it instanceof CSSAnimation
        ? it.animationName
        : it instanceof CSSTransition
        ? it.transitionProperty
        : "";
      const target = it.effect instanceof KeyframeEffect ? it.effect.target?.className : "";
      return [`${name} of ${target} is running`];
    })
  );

/** Things that are touched which lie over each other, besides those that are meant to: what comes up over a row or a message. */
export const overlapping = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const meant =
      ".row-more, .to-latest, .tools *, .skip, .sr, .sr *, .edited, .toast *, input[type=hidden], .person input, .check input";
    const dialog = [...document.querySelectorAll("dialog[open]")].at(-1);
    const all = [
      ...(dialog ?? document).querySelectorAll<HTMLElement>("button, a[href], input, select, textarea, summary"),
    ].filter((it) => !it.matches(meant) && it.offsetParent !== null && it.closest(".gallery") === null);
    // What is scrolled away behind the head or foot of its box is not there to be touched.
    const shown = all.filter((it) => {
      const { x, y, width, height } = it.getBoundingClientRect();
      const top = document.elementFromPoint(x + width / 2, y + height / 2);
      return top !== null && (it.contains(top) || top.contains(it));
    });
    return shown.flatMap((one, i) =>
      shown.slice(i + 1).flatMap((other) => {
        if (one.contains(other) || other.contains(one)) return [];
        const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
        // Of what is scrolled halfway out of the thread only the rest is there.
        const edge = (it: Element) => it.closest(".scroller")?.getBoundingClientRect().top ?? 0;
        const above = Math.max(edge(one), edge(other));
        const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top, above);
        const isOver = width > 2 && height > 2;
        return isOver ? [`${one.className || one.tagName} lies over ${other.className || other.tagName}`] : [];
      })
    );
  });
