// The conversation with a person, which is made at the first message.

import { define } from "../../../lib/http/define.ts";
import { idParam } from "../../../lib/http/query.ts";
import { chatHandlers } from "../../../lib/pages/chat_handlers.ts";
import { ChatPage } from "../(_components)/ChatPage.tsx";

export const handlers = chatHandlers((ctx) => ({ kind: "private", id: idParam(ctx, "id") }));

export default define.page<typeof handlers>(({ data }) => <ChatPage data={data} />);
