// Every default limit of the wire contract. `lib/config.ts` lets an operator change them; nothing else may hold a number
// of its own. Sizes are bytes of UTF-8 unless a name says otherwise, durations are milliseconds.

export const DEFAULT_LIMITS = {
  usernameMin: 2,
  usernameMax: 32,
  passwordMin: 8,
  passwordMax: 1_024,
  nameMax: 80,
  descriptionMax: 1_024,
  messageBytes: 16 * 1024,
  announcementBytes: 4 * 1024,
  /** how long after sending a message may be recalled */
  recallSeconds: 120,
  editsPerMessage: 100,
  emojiPerMessage: 20,
  pinsPerConversation: 50,
  invitesPerGroup: 50,
  blocksPerPerson: 1_000,
  /** pinned conversations a person */
  pinnedConversations: 50,
  frameBytes: 64 * 1024,
  bodyBytes: 256 * 1024,
  arrayFrames: 64,
  groupMembersDefault: 100,
  groupMembersMax: 10_000,
  socketsPerPerson: 20,
  sendBudgetBytes: 1024 * 1024,
  messagesPerSecond: 20,
  messagesBurst: 60,
  signInsPerMinute: 10,
  strangersPerHour: 20,
  /** exports of everything of oneself */
  exportsPerHour: 5,
  searchesPerSecond: 10,
  searchesBurst: 30,
  /** Above this many members, others get no delivered, read or typing frames and no status of shared members. */
  smallGroup: 64,
  /** of one file */
  fileBytes: 25 * 1024 * 1024,
  filesPerMessage: 10,
  /** of all files of one person; an archive of them must fit into a ZIP */
  fileBytesPerPerson: 1024 * 1024 * 1024,
  uploadsPerMinute: 60,
  /** of one person on one instance at the same time: each holds memory */
  uploadsAtOnce: 8,
  /** how long an upload may take */
  uploadSeconds: 3_600,
  /** how long a file is kept that nothing holds yet */
  unusedFileHours: 24,
  /** of a picture that browsers are to show; a larger one is a file like any other */
  imagePixels: 50_000_000,
  pageDefault: 50,
  pageMax: 100,
} as const;

export type Limits = { [K in keyof typeof DEFAULT_LIMITS]: number };

/** A typing sign without a successor is over after this long. */
export const TYPING_EXPIRES_MS = 6_000;
/** The version of the contract, sent as `x-parley-protocol` and in the welcome frame. */
export const PROTOCOL_VERSION = "1.0";
/** What a browser offers as WebSocket subprotocol to get array frames. */
export const SUBPROTOCOL = "parley.v1";
/** Conversations of one `resume`. */
export const RESUME_MOST = 500;
/** Unread counts stop here. */
export const COUNT_MAX = 1_000;
