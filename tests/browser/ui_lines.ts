// What people expect of a chat window, sentence by sentence, and the tests in a real browser that hold it: the file (without `_test.ts`) and
// words from the name of a test or step in it. `ui_lines_test.ts` finds those that have gone.

export const UI_LINES: Readonly<Record<string, readonly string[]>> = {
  "Reading and posting work with JavaScript off": [
    "noscript > reading and writing work without JavaScript",
    "noscript > what was said is found, and leads to where it was said",
    "noscript > a group is made",
  ],
  "In Chinese and English": [
    "first_words > the chat speaks the reader's language",
    "languages > changes every page at once",
  ],

  // Composer
  "Enter sends, Shift+Enter breaks the line; on touch Enter does": ["composer > on a phone Enter does"],
  "Never sends while an input method is composing": ["composer > nothing is sent while an input method composes"],
  "Grows, keeps focus": ["composer > it grows with what is written"],
  "A draft per conversation, kept at once and shown in the list": ["composer > a draft is its conversation's own"],
  "`@` people with arrows, Tab, Enter, Esc": ["messages > a name is picked by keys"],
  "`:` emoji with arrows, Tab, Enter, Esc": [
    "emoji > a name behind a colon suggests emoji",
    "emoji > Esc closes the list and leaves what was typed",
    "emoji > a Chinese reader searches in Chinese and in English",
  ],
  "Markdown with Ctrl+B/I/E": ["composer > marks by keys go on and off"],
  "A URL pasted over text makes a link": ["composer > an address pasted over words"],
  "Paste an image": ["files > a picture is pasted from the clipboard"],
  "Drop files anywhere": ["files > files are dropped anywhere on the conversation"],
  "Several at once": ["files > several at once, with words"],
  "Progress, cancel": ["files > progress is seen, and an upload that is cancelled stops"],
  "Retry": ["files > a retry brings it there"],
  "Wrong size or type is refused before the upload": [
    "files > are refused before the upload, with the limit",
    "pictures > what is no picture is refused before the upload",
  ],
  "↑ in an empty box edits my last message, Esc cancels": [
    "composer > ↑ in an empty box edits my last message",
    "sending > leaves alone what is begun while a change of it is on its way",
  ],
  "Reply shows what it answers": ["messages > an answer shows what it answers"],

  // Sending
  "The message appears at once, with its state: sending, sent": [
    "sending > is there at once as being sent",
    "slow > what is written is there at once",
  ],
  "Delivered, read": ["sending > is delivered when it is on the other's device"],
  "Failed (Retry, Delete)": ["sending > that is refused says why"],
  "It survives a reload": ["offline > what was not sent survives a reload"],
  "It survives a browser restart in an outbox": [
    "sending > when the browser was closed is sent when it is opened again",
  ],
  "Is sent again by itself after a reconnect, exactly once": [
    "sending > is there once, though its confirmation was lost",
    "offline > what was written offline",
  ],
  "Does not jump when it is confirmed": [
    "sending > does not move when it is confirmed",
    "slow > does not move when it is sent",
  ],

  // Messages
  "Opens at the first unread with a “New messages” line": [
    "scroll > it opens at the first unread message, with the line",
    "scroll > what comes while nobody looks stands below a line",
  ],
  "Buttons to first unread and to latest (n)": [
    "window > the buttons lead to the latest and back",
    "scroll > and a button counts",
    "scroll > where more has come than fits, a button leads to the line",
  ],
  "Sticks to the bottom only when it is there": [
    "scroll > at the end, a new message moves it along",
    "scroll > elsewhere it stays",
  ],
  "The place stays put when older ones load": [
    "scroll > older messages load above without moving",
    "slow > what is older loads while one scrolls",
  ],
  "When images arrive": ["pictures > nothing moves when pictures arrive"],
  "When something is edited": ["place > stays when something above it is edited"],
  "When the window changes": [
    "place > stays when the window changes its size",
    "scroll > a window that changes its size",
  ],
  "Image space is reserved": ["pictures > nothing moves when pictures arrive"],
  "Day dividers, grouping within 5 minutes, exact time, the reader's time zone": [
    "place > days and hours are the reader's",
    "place > a day's word is another one after midnight",
  ],
  "100,000 messages scroll smoothly": [
    "window > by the wheel, up thousands and down again",
    "window > the buttons lead to the latest and back, a finger both ways",
  ],
  "Permalink opens around its message with a highlight": ["permalink > the message is in the middle and stands out"],
  "Actions on hover and long press": [
    "actions > pointing at it, or a finger that stays",
    "messages_input > a long press",
  ],
  "React": ["messages > a reaction counts for both"],
  "Reply": ["messages > an answer shows what it answers"],
  "Edit": ["messages > an edit by the arrow key"],
  "Recall": ["messages > a recalled message is gone for both"],
  "Delete": ["messages > a deletion asks"],
  "Copy text": ["actions > the text is copied as it was written"],
  "Copy link": ["actions > the link that is copied leads there"],
  "Edited mark with history": ["messages > with its mark and its history"],
  "Tombstones": ["messages > for everybody it leaves a tombstone"],
  "Quiet system lines": ["messages > a pin is on top for both, said in the thread"],
  "Code with highlighting and a copy button": [
    "code > the colours come by themselves",
    "code > the button copies the code alone",
  ],
  "Links": ["messages > marks and links are shown as what they mean"],
  "Large emoji when alone": ["emoji > one to three alone are large"],
  "A lightbox for images": [
    "pictures > by keys alone: opened, leafed through",
    "pictures > by a finger: a tap opens it",
  ],
  "Typing line that never moves the layout": ["chat > typing is shown and ends with the message"],

  // Conversations
  "Bold is unread": ["conversations > what is unread is bold"],
  "The number is for me (private or mention)": [
    "list > the number is what waits for one",
    "list > a group's number is for its mentions",
  ],
  "Presence dot with a text": ["conversations > whether somebody is there is a dot, and a word"],
  "Search box": ["list > the box above the list finds"],
  "Ctrl+K switcher over people and groups": ["moving > the switcher leads to what is held"],
  "Alt+↑↓ to move": ["chat > conversations change without loading a page"],
  "Alt+Shift+↑↓ among unread": ["moving > Alt+Shift+arrow goes to the next unread"],
  "Esc marks read": ["moving > Esc marks the open conversation read"],
  "`?` shows the keys": ["moving > `?` shows all keys"],
  "Mute": ["list > a muted conversation is not bold"],
  "Pin": ["list > a pinned one stays above"],
  "Leave": ["groups > whoever wants to leave by the list is asked"],
  "Title, favicon and app badge count": ["notifications > the title, the icon and the app's badge count"],
  "One sound and one notification over all tabs": ["notifications > one is called once over all tabs"],

  // Groups
  "Create with members": ["chat > a group is made with members"],
  "Roles visible": ["groups > the link shows what one is invited to"],
  "Announcement on top with author and time": ["groups > what is announced stands above the messages"],
  "Add and remove": ["chat > somebody who is added sees it"],
  "Invite link with QR": ["groups > a link into it with a picture"],
  "Transfer": ["groups > the group is handed over"],
  "Member list with presence": ["groups > the link shows what one is invited to"],
  "Settings for those who may": ["groups > settings are changed for everybody, by those who may"],

  // Trust
  "A banner after 5 s offline, with the countdown and “try now”": [
    "trust > offline for 5 s it says so",
    "offline > the banner tells of it after 5 s",
  ],
  "“Loading missed messages”, never a silent gap": [
    "trust > it says that it loads what was missed",
    "offline > it comes back by 'try now'",
  ],
  "Notification permission asked only on a click, with a test button": [
    "notifications > the browser is asked at a click alone",
    "notifications > the way to change it, trying it",
  ],
  "Sessions list with revoke": ["trust > a session that is ended elsewhere"],
  "Errors say what happened and what to do next": ["trust > what is refused is told in the reader's language"],

  // Access
  "A polite, batched live region apart from the list": ["contrast > what arrives is read aloud politely"],
  "F6 between regions": ["conversations > F6 goes from the list to the messages"],
  "Roving focus in lists": ["conversations > in the list Tab stops once"],
  "Focus returns after dialogs": [
    "phone > a dialog that goes gives focus back",
    "conversations > focus comes back to where it was",
  ],
  "AA contrast in both themes; axe finds nothing": ["views > in every view axe finds nothing"],
  "Reduced motion; 200 % zoom": ["views > nothing sticks out at 200 % zoom, nothing moves"],
  "Right-to-left safe": ["languages > in a language from right to left"],
  "Everything works by keyboard": [
    "keyboard > one does in a day is done by the keyboard alone",
    "messages_input > is done by keys alone",
  ],

  // Phone
  "One column": ["phone > the list and the conversation are one column"],
  "Safe areas": ["phone > keep clear of the notch and of the bar"],
  "44 px targets": ["views > fingers hit what they touch"],
  "The keyboard never hides the composer": [
    "phone > the box stays over the keyboard",
    "composer > the box stays in sight",
  ],
  "Installable": ["installed > Chromium finds nothing that keeps it from being installed"],
  "Opens offline to what was last seen": ["installed > every page of the chat opens to what was last seen"],

  "Every view has an empty state": ["views > every page has its views in the table"],
  "A loading state (skeleton)": [
    "conversations > what is on its way has bones in its place",
    "slow > shows its head and bones",
  ],
  "An error state": ["conversations > whatever cannot be loaded says so"],
  "What destroys asks or can be undone": [
    "pictures > one's own is removed once that was asked",
    "trust > what is dropped comes back into the box",
    "messages > a recalled message is gone for both, its words come back",
    "messages > a deletion asks",
    "groups > whoever wants to leave by the list is asked",
  ],

  // Budget
  "First message on screen from the server's HTML": ["budgets > the first message is on screen from the server's HTML"],
  "Script ≤ 90 kB; no request to another origin": ["budgets > the script is within its budget"],
  "Layout shift and long tasks": ["budgets > nothing shifts and nothing holds the page up"],
};
