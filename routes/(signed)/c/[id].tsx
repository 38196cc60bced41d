// A conversation by its own id, whoever it is with.

import { define } from "../../../lib/http/define.ts";
import { idParam } from "../../../lib/http/query.ts";
import { chatHandlers } from "../../../lib/pages/chat_handlers.ts";
import { targetOfConversation } from "../../../lib/pages/chat_page.ts";
import { ChatPage } from "../(_components)/ChatPage.tsx";

export const handlers = chatHandlers((ctx, deps, actor) => targetOfConversation(deps, actor, idParam(ctx, "id")));

export default define.page<typeof handlers>(({ data }) => <ChatPage data={data} />);
