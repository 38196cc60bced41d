// Every word that people see, in simplified Chinese. That none is missing is the type's to say.

import type { Dictionary } from "./en.ts";
import { isolating } from "./isolated.ts";
import { account } from "./zh/account.ts";
import { alerts } from "./zh/alerts.ts";
import { composer } from "./zh/composer.ts";
import { files } from "./zh/files.ts";
import { groups } from "./zh/groups.ts";
import { list } from "./zh/list.ts";
import { members } from "./zh/members.ts";
import { messages } from "./zh/messages.ts";
import { moving } from "./zh/moving.ts";
import { pages } from "./zh/pages.ts";
import { people } from "./zh/people.ts";
import { refusals } from "./zh/refusals.ts";
import { search } from "./zh/search.ts";
import { thread } from "./zh/thread.ts";
import { words } from "./zh/words.ts";

export const zh: Dictionary = isolating<Dictionary>({
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
