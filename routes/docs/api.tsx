// The reference of the API for people, made from the same tables as the one for programs. It is for everybody and says nothing that
// openapi.json does not.

import { asset, Head } from "fresh/runtime";
import { Reference } from "../../components/docs/Reference.tsx";
import { define } from "../../lib/http/define.ts";
import { useText } from "../../lib/i18n/language.ts";

export default define.page(function ApiReference({ state }) {
  const t = useText();
  return (
    <>
      <Head>
        <title>{`API · ${t.app.name}`}</title>
        <link rel="stylesheet" href={asset("/css/docs.css")} />
      </Head>
      <Reference limits={state.running.deps.limits} />
    </>
  );
});
