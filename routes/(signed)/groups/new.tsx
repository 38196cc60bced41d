// Makes a group with its first members by a plain form; with a script, the chat has a dialog for it.

import { type HandlerByMethod, page } from "fresh";
import * as z from "zod";
import { Field } from "../../../components/Field.tsx";
import { Notice } from "../../../components/Notice.tsx";
import { Sheet } from "../../../components/pages/Sheet.tsx";
import { PersonLine } from "../../../components/Person.tsx";
import { judge } from "../../../lib/http/body.ts";
import { type Ctx, define, type State } from "../../../lib/http/define.ts";
import { readForm } from "../../../lib/http/form.ts";
import { personOf } from "../../../lib/http/guard.ts";
import { useText } from "../../../lib/i18n/language.ts";
import { type Refusal, refusalFrom } from "../../../lib/pages/refusal.ts";
import { DEFAULT_LIMITS } from "../../../lib/protocol/limits.ts";
import { createGroupBody } from "../../../lib/protocol/rest.ts";
import type { UserView } from "../../../lib/protocol/views.ts";
import * as groups from "../../../lib/services/groups.ts";
import * as people from "../../../lib/services/people.ts";

interface Data {
  people: UserView[];
  entered: Entered;
  refusal?: Refusal;
}

const SHOWN = 100;
const MEMBER = "member.";

/** A tick is a field of its own: `member.<id>=on`. */
const form = z.record(z.string().max(64), z.string().max(4_096)).transform((
  { name, description, ...rest },
) => ({
  name: name ?? "",
  description: description ?? "",
  members: Object.keys(rest).filter((key) => key.startsWith(MEMBER)).map((key) => key.slice(MEMBER.length)),
}));
type Entered = z.infer<typeof form>;
const NOTHING: Entered = { name: "", description: "", members: [] };

const known = async (ctx: Ctx) =>
  (await people.contacts(ctx.state.running.deps, personOf(ctx), { limit: SHOWN })).contacts
    .filter((it) => it.id !== personOf(ctx).userId);

export const handlers: HandlerByMethod<Data, State> = {
  GET: async (ctx) => page({ people: await known(ctx), entered: NOTHING }),
  POST: async (ctx) => {
    let entered = NOTHING;
    try {
      entered = await readForm(ctx, form);
      const group = await groups.create(ctx.state.running.deps, personOf(ctx), judge(createGroupBody, entered));
      return ctx.redirect(`/g/${group.id}`, 303);
    } catch (error) {
      const refusal = refusalFrom(error, ctx);
      return page({ people: await known(ctx), entered, refusal }, { status: refusal.status });
    }
  },
};

export default define.page<typeof handlers>(function NewGroup({ data: { people, entered, refusal } }) {
  const t = useText();
  return (
    <Sheet title={t.group.title}>
      <form class="card" method="post">
        {refusal && <Notice bad text={refusal.message} />}
        <Field
          name="name"
          label={t.group.name}
          value={entered.name}
          why={refusal?.fields.name}
          required
          maxLength={DEFAULT_LIMITS.nameMax}
          autocomplete="off"
        />
        <Field
          name="description"
          label={t.group.description}
          value={entered.description}
          why={refusal?.fields.description}
          maxLength={DEFAULT_LIMITS.descriptionMax}
          autocomplete="off"
        />
        <fieldset>
          <legend class="label">{t.group.addPeople}</legend>
          {people.length === 0 && <p class="hint">{t.people.nobody}</p>}
          <ul class="people">
            {people.map((person) => (
              <li key={person.id}>
                <label class="person">
                  <PersonLine person={person}>
                    <input
                      type="checkbox"
                      name={MEMBER + person.id}
                      checked={entered.members.includes(person.id)}
                    />
                  </PersonLine>
                </label>
              </li>
            ))}
          </ul>
        </fieldset>
        <div class="actions">
          <button type="submit" class="button primary">{t.group.create}</button>
        </div>
      </form>
    </Sheet>
  );
});
