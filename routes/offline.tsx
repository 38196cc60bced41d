// The page that the service worker shows where no other can be had. It is the same for everybody: what is shown in it is read from this
// device, by its script.

import { Head } from "fresh/runtime";
import Offline from "../islands/Offline.tsx";
import { define } from "../lib/http/define.ts";

export default define.page(() => (
  <>
    <Head>
      <meta name="robots" content="noindex" />
    </Head>
    <Offline />
  </>
));
