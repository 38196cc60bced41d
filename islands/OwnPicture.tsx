// One's own picture on the profile page.

import { PictureChoice } from "../components/PictureChoice.tsx";
import { reasonOf } from "../components/chat/reason.ts";
import * as api from "../lib/client/api.ts";
import { fullName } from "../lib/client/names.ts";
import { dictionaryOf } from "../lib/i18n/dictionaries.ts";
import { type Language, ReadingProvider } from "../lib/i18n/language.ts";
import type { UserView } from "../lib/protocol/views.ts";

export default function OwnPicture({ user, reader }: { user: UserView; reader: Language }) {
  const words = dictionaryOf(reader.locale);
  return (
    <ReadingProvider value={{ words, reader }}>
      <PictureChoice
        id={user.id}
        name={fullName(user)}
        picture={user.avatar}
        save={api.setAvatar}
        reason={(error) => reasonOf(error, words)}
      />
    </ReadingProvider>
  );
}
