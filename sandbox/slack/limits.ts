/**
 * What Slack documents about sizes, plus the one limit that it does not document and users measured.
 * Kept apart from the bot's own table on purpose: a wrong figure there must not be wrong here too.
 * Sources: docs.slack.dev reference pages of Block Kit (blocks, elements, composition objects),
 * chat.postMessage, chat.update, views; slackapi/bolt-js issues 2509 and 2867 for `messageCharacters`.
 */
export const LIMITS = Object.freeze({
  messageBlocks: 50,
  viewBlocks: 100,
  blockId: 255,
  actionId: 255,
  headerText: 150,
  sectionText: 3000,
  sectionFields: 10,
  sectionField: 2000,
  contextElements: 10,
  actionsElements: 25,
  textObject: 3000,
  buttonText: 75,
  buttonValue: 2000,
  buttonUrl: 3000,
  accessibilityLabel: 75,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  optionText: 75,
  optionValue: 150,
  optionDescription: 75,
  selectOptions: 100,
  fewOptions: 10,
  overflowOptions: 5,
  placeholder: 150,
  imageUrl: 3000,
  imageAlt: 2000,
  imageTitle: 2000,
  inputLabel: 2000,
  plainTextInputLength: 3000,
  viewTitle: 24,
  viewButton: 24,
  privateMetadata: 3000,
  callbackId: 255,
  externalId: 255,
  /** Bytes of a view as JSON. */
  viewBytes: 250_000,
  modalDepth: 3,
  attachments: 100,
  /** chat.postMessage refuses what is longer. */
  postText: 40_000,
  /** chat.update refuses what is longer, much earlier. */
  updateText: 4000,
  /** Undocumented: text characters over all blocks of a message. */
  messageCharacters: 13_200,
  metadataBytes: 8000,
  fileAltText: 1000,
  responseUrlUses: 5,
  responseUrlMs: 30 * 60_000,
  triggerMs: 3000,
  /** Commands, clicks and events must be acknowledged by then. */
  acknowledgeMs: 3000,
});
