// What a search found: people and groups by name, then messages, the newest first, each a link to where it was said.

import { SearchX } from "../icons.ts";
import type { ComponentChildren } from "preact";
import { foundWords } from "../../lib/client/found_words.ts";
import { fullName, titleOf } from "../../lib/client/names.ts";
import { fullTime } from "../../lib/i18n/intl.ts";
import { useReader, useText } from "../../lib/i18n/language.ts";
import { parseSearch, type Search } from "../../lib/protocol/search_query.ts";
import type { MessageResults } from "../../lib/protocol/answers.ts";
import type { ConversationView, GroupView, MessageView, UserView } from "../../lib/protocol/views.ts";
import { Avatar } from "../Avatar.tsx";
import { filesInShort } from "../../lib/client/files/words.ts";
import { PersonLine } from "../Person.tsx";
import { moment } from "../chat/when.ts";
import { Marked } from "../Marked.tsx";

/** What was found, and of whom and where the messages are. */
interface Found {
  people: readonly UserView[];
  groups: readonly GroupView[];
  results: MessageResults;
  authors: ReadonlyMap<string, UserView>;
  conversations: ReadonlyMap<string, ConversationView>;
}

interface SearchHitsProps {
  q: string;
  me: string;
  found: Found;
}

export function SearchHits({ q, me, found }: SearchHitsProps) {
  const t = useText();
  const { people, groups, results } = found;
  const search = parseSearch(q);
  if (people.length + groups.length + results.results.length === 0 && !results.has_more) {
    return (
      <div class="card empty">
        <SearchX aria-hidden="true" />
        <h2>{t.search.nothing}</h2>
        <p>{t.search.nothingHint}</p>
      </div>
    );
  }
  return (
    <>
      {people.length > 0 && (
        <Section title={t.search.people}>
          {people.map((person) => (
            <li key={person.id}>
              <a class="person" href={`/u/${person.id}`}>
                <PersonLine person={person} />
              </a>
            </li>
          ))}
        </Section>
      )}
      {groups.length > 0 && (
        <Section title={t.search.groups}>
          {groups.map((group) => (
            <li key={group.id}>
              <a
                class="person"
                href={group.my_role ? `/g/${group.id}` : `/groups/discover?q=${encodeURIComponent(group.name)}`}
              >
                <Avatar id={group.id} name={group.name} kind="group" picture={group.avatar} />
                <span class="person-name">
                  <b dir="auto">{group.name}</b>
                  <small>{t.discover.members(group.member_count)}</small>
                </span>
              </a>
            </li>
          ))}
        </Section>
      )}
      {results.results.length > 0 && (
        <Section title={t.search.messages}>
          {results.results.map(({ message }) => (
            <Hit key={message.id} message={message} search={search} me={me} found={found} />
          ))}
        </Section>
      )}
      {results.next_cursor && (
        <a class="button" href={`/search?${new URLSearchParams({ q, cursor: results.next_cursor })}`}>
          {t.search.more}
        </a>
      )}
    </>
  );
}

const Section = ({ title, children }: { title: string; children: ComponentChildren }) => (
  <section class="card" aria-label={title}>
    <h2>{title}</h2>
    <ul class="people">{children}</ul>
  </section>
);

interface HitProps {
  message: MessageView;
  search: Search;
  me: string;
  found: Found;
}

function Hit({ message, search, me, found }: HitProps) {
  const t = useText();
  const reader = useReader();
  const author = found.authors.get(message.sender_id);
  const name = author === undefined ? t.thread.unknown : author.id === me ? t.thread.you : fullName(author);
  const entry = found.conversations.get(message.conversation_id);
  const title = entry === undefined ? "" : titleOf(entry, me, t.list.notes);
  const where = entry?.type === "group" ? t.search.inGroup(title) : t.search.inPrivate(title);
  return (
    <li>
      <a class="person hit" href={`/m/${message.id}`}>
        <Avatar id={message.sender_id} name={author ? fullName(author) : name} picture={author?.avatar} />
        <span class="person-name">
          <span class="hit-head">
            <b dir="auto">{name}</b> <small>{where}</small>
            <time dateTime={message.created_at} title={fullTime(message.created_at, reader)}>
              {moment(message.created_at, reader)}
            </time>
          </span>
          {message.attachments.length > 0 && <span dir="auto">{filesInShort(message.attachments, t)}</span>}
          <Marked {...foundWords(message.content, search)} />
        </span>
      </a>
    </li>
  );
}
