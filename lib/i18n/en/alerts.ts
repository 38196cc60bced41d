// Being called: sound, notifications, and what one decides about them.

export const alerts = {
  alerts: {
    title: "Notifications",
    lead: "These apply to this browser on this device. Each conversation's menu says which of its messages notify you.",
    newMessage: "New message",
    offer: "Would you like to be notified of new messages?",
    allow: "Allow notifications",
    permission: "Browser notifications",
    state: {
      granted: "Allowed. Messages for you show up even while Parley is in the background.",
      default: "Not allowed yet. The browser will ask you when you click.",
      denied:
        "Blocked in this browser. To undo it, click the icon to the left of the address, open the site's permissions, allow notifications, and load this page again.",
      none:
        "This browser shows no notifications here. It needs an https address, and on an iPhone the app on the home screen.",
    },
    popups: "Show notifications",
    text: "Show the text of messages",
    textHint: "Otherwise notifications only say that there is a new message.",
    sound: "Play a sound",
    busy: "You get none while your status is Busy, or from a conversation that you are looking at.",
    test: "Send a test",
    testTitle: "A notification from Parley",
    testBody: "This is what new messages look like.",
    tested: {
      both: "A notification was shown and the sound was played.",
      popup: "A notification was shown.",
      sound: "The sound was played.",
      nothing: "Nothing was shown or played: allow it above first.",
    },
    kept: "Kept on this device.",
    needsScript: "Notifications need JavaScript, which is off in this browser.",
  },
};
