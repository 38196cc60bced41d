// How one is called on this device. All of it is the browser's to know, so that the page is one island.

import { page } from "fresh";
import { Notice } from "../../components/Notice.tsx";
import AlertSettings from "../../islands/AlertSettings.tsx";
import { define } from "../../lib/http/define.ts";
import { personOf } from "../../lib/http/guard.ts";
import { useReader, useText } from "../../lib/i18n/language.ts";
import { OwnSheet } from "./(_components)/OwnSheet.tsx";

export const handlers = define.handlers({ GET: (ctx) => page({ me: personOf(ctx).userId }) });

export default define.page<typeof handlers>(function Notifications({ data: { me } }) {
  const t = useText();
  const reader = useReader();
  return (
    <OwnSheet title={t.alerts.title} tab="notifications">
      <p class="lead">{t.alerts.lead}</p>
      <div class="without-script">
        <Notice bad text={t.alerts.needsScript} />
      </div>
      <AlertSettings me={me} locale={reader.locale} />
    </OwnSheet>
  );
});
