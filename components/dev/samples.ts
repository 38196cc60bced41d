// What the components of the gallery show: people and words, short, long and in several scripts.

export const LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";

export const PEOPLE = [
  { id: "0193e0aa-0000-7000-8000-000000000001", name: "Ada Okafor", status: "online" },
  { id: "0193e0aa-0000-7000-8000-00000000000b", name: "陈晓明", status: "away" },
  { id: "0193e0aa-0000-7000-8000-0000000000c3", name: "فاطمة الزهراء", status: "busy" },
  { id: "0193e0aa-0000-7000-8000-0000000000d7", name: LONG_WORD, status: "offline" },
] as const;

/** Every colour that stands for somebody. */
export const HUES = Array.from({ length: 12 }, (_, i) => i);

/** A picture that is always there: people's own are uploads. */
export const PICTURE = "/icon.svg";
