// Every word that people see, in English, one file an area. Another language is another value of the type `Dictionary`.

import { account } from "./en/account.ts";
import { alerts } from "./en/alerts.ts";
import { composer } from "./en/composer.ts";
import { files } from "./en/files.ts";
import { groups } from "./en/groups.ts";
import { list } from "./en/list.ts";
import { members } from "./en/members.ts";
import { messages } from "./en/messages.ts";
import { moving } from "./en/moving.ts";
import { pages } from "./en/pages.ts";
import { people } from "./en/people.ts";
import { refusals } from "./en/refusals.ts";
import { search } from "./en/search.ts";
import { thread } from "./en/thread.ts";
import { words } from "./en/words.ts";
import { isolating } from "./isolated.ts";

export const en = isolating({
  ...pages,
  ...account,
  ...alerts,
  ...list,
  ...thread,
  ...members,
  ...messages,
  ...composer,
  ...files,
  ...groups,
  ...people,
  ...refusals,
  ...search,
  ...moving,
  ...words,
});

export type Dictionary = typeof en;
