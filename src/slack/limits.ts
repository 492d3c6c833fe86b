/**
 * Slack's limits that this adapter meets, in one place. Lengths are in code points, as Slack counts them.
 * Sources: docs.slack.dev/reference/block-kit/blocks, …/methods/chat.postMessage, …/methods/views.open (read
 * in 2026-08); `messageText` and `messageJson` are not documented: bolt-js#2509 and #2867 measured
 * `msg_blocks_too_long` from 11,341 characters of text on, so both stay well below.
 */
export const LIMITS = Object.freeze({
  blocks: 50,
  headerText: 150,
  sectionText: 3000,
  sectionFields: 10,
  fieldText: 2000,
  contextText: 3000,
  actionsButtons: 25,
  buttonText: 75,
  buttonValue: 2000,
  confirmTitle: 100,
  confirmText: 300,
  confirmAnswer: 30,
  /** `text` of a message: chat.update refuses more than 4,000 with `msg_too_long`. */
  fallbackText: 3000,
  /** All text of one message together. */
  messageText: 8000,
  /** All blocks of one message as JSON. */
  messageJson: 12_000,
  /** Of a modal and of the Home tab. Source: docs.slack.dev/reference/views. */
  viewBlocks: 100,
  /** A view may hold 250 kB (`view_too_large`); this many letters are less in any script, with their frame. */
  viewJson: 80_000,
  imageAlt: 2000,
  /** `alt_txt` of an uploaded file. Source: files.getUploadURLExternal. */
  fileAlt: 1000,
  modalTitle: 24,
  modalButton: 24,
  inputLabel: 2000,
  optionText: 75,
  /** Radio buttons and checkboxes; a select takes 100 options. */
  fewOptions: 10,
  placeholder: 150,
  privateMetadata: 3000,
});

/** One preformatted block: short enough that several fit beside the rest of a card. */
export const CODE_BLOCK_TEXT = 2500;
/** One untrusted line. A stack trace's first part tells what it is. */
export const CODE_LINE = 400;
/** What a person may give as the reason of a rejection. */
export const REASON_LENGTH = 500;
