// Whom one has blocked, each with the way back.

import { useText } from "../../lib/i18n/language.ts";
import { fullName } from "../../lib/client/names.ts";
import type { UserView } from "../../lib/protocol/views.ts";
import { PersonLine } from "../Person.tsx";

export function BlockedPeople({ people }: { people: readonly UserView[] }) {
  const t = useText();
  return (
    <section class="card">
      <h2>{t.privacy.blocked}</h2>
      <p class="hint">{people.length === 0 ? t.privacy.nobody : t.privacy.blockedHint}</p>
      {people.length > 0 && (
        <ul class="people">
          {people.map((person) => (
            <li key={person.id}>
              <form class="person" method="post">
                <input type="hidden" name="user_id" value={person.id} />
                <PersonLine person={person}>
                  <button
                    type="submit"
                    class="button small"
                    name="form"
                    value="unblock"
                    aria-label={t.privacy.unblockNamed(fullName(person))}
                  >
                    {t.privacy.unblock}
                  </button>
                </PersonLine>
              </form>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
