// A conversation by its own id, whoever it is with.

import { define } from "../../../lib/http/define.ts";
import { idParam } from "../../../lib/http/query.ts";
import { chatHandlers } from "../../../lib/pages/chat_handlers.ts";
import { ChatPage } from "../(_components)/ChatPage.tsx";

export const handlers = chatHandlers((ctx) => ({ kind: "conversation", id: idParam(ctx, "id") }));

export default define.page<typeof handlers>(({ data }) => <ChatPage data={data} />);
