// Island props as an expression for the boot script: JSON, or where that is not enough (Date, Map, shared references) text of devalue,
// with signals kept as signals. `client.ts` reads it back.
import { isValidElement } from "preact";
import { stringify } from "devalue";

/**
 * Encodes the props of all islands of a page: a literal where they are a tree of plain values, which costs a tenth; else a string.
 * Throws on what cannot travel: functions, class instances, elements.
 */
export function propsExpression(props: unknown[]): string {
  return isTree(props, new Set()) ? scriptLiteral(props) : scriptLiteral(stringify(props, reducers));
}

const reducers = {
  Computed: (value: unknown) => isComputed(value) && [value.peek()],
  Signal: (value: unknown) => isSignal(value) && [value.peek()],
  Element: (value: unknown) => {
    if (!isValidElement(value)) return false;
    throw new Error("Elements cannot be passed to islands");
  },
};

/**
 * Encodes a plain value as a JavaScript literal that cannot end the script element it stands in, nor start a comment there.
 */
export function scriptLiteral(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll("<", "\\u003C")
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029");
}

/** Whether JSON tells everything of a value: nothing but plain objects and lists, each in one place. */
function isTree(value: unknown, met: Set<object>): boolean {
  switch (typeof value) {
    case "string":
    case "boolean":
      return true;
    case "number":
      return Number.isFinite(value) && !Object.is(value, -0);
    case "object":
      return value === null || isNew(value, met) && (Array.isArray(value) ? isList(value, met) : isRecord(value, met));
    default:
      return false;
  }
}

const isNew = (value: object, met: Set<object>): boolean => met.size < met.add(value).size;

function isList(list: unknown[], met: Set<object>): boolean {
  for (const it of list) if (!isTree(it, met)) return false;
  return true;
}

// What is undefined may be left out. `__proto__` in a literal is no property.
function isRecord(value: object, met: Set<object>): boolean {
  if (Object.getPrototypeOf(value) !== Object.prototype) return false;
  for (const [key, inner] of Object.entries(value)) {
    if (key === "__proto__" || inner !== undefined && !isTree(inner, met)) return false;
  }
  return true;
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
