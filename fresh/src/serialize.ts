// Island props as text for the boot script: JSON and more (undefined, Date, Map, shared references), with signals kept
// as signals. `client.ts` reads it back.
import { isValidElement } from "preact";
import { stringify } from "devalue";

/**
 * Encodes the props of all islands of a page. Throws on what cannot travel: functions, class instances, elements.
 */
export function serializeProps(props: unknown[]): string {
  return stringify(props, {
    Computed: (value: unknown) => isComputed(value) && [value.peek()],
    Signal: (value: unknown) => isSignal(value) && [value.peek()],
    Element: (value: unknown) => {
      if (!isValidElement(value)) return false;
      throw new Error("Elements cannot be passed to islands");
    },
  });
}

/**
 * Encodes a string as a JavaScript literal that cannot end the script element it stands in, nor start a comment there.
 */
export function scriptString(text: string): string {
  return JSON.stringify(text)
    .replaceAll("<", "\\u003C")
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029");
}

// By shape, as the app's copy of the library may not be ours.
function isSignal(value: unknown): value is { peek(): unknown } {
  return typeof value === "object" && value !== null && "peek" in value &&
    typeof value.peek === "function" && "value" in value;
}

function isComputed(value: unknown): value is { peek(): unknown } {
  return isSignal(value) && ("x" in value && typeof value.x === "function" ||
    "_fn" in value && typeof value._fn === "function");
}
