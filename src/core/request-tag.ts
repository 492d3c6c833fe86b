/** The tag that carries the operation's id on a revision, so that an interrupted registration can be found again. */
export const REQUEST_TAG = 'hydrous:request';
