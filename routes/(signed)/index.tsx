// The list of conversations, none being open.

import { define } from "../../lib/http/define.ts";
import { chatHandlers } from "../../lib/pages/chat_handlers.ts";
import { ChatPage } from "./(_components)/ChatPage.tsx";

export const handlers = chatHandlers(() => null);

export default define.page<typeof handlers>(({ data }) => <ChatPage data={data} />);
