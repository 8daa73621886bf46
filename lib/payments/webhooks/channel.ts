/** The PostgreSQL channel that says "the inbox holds something due". The message is empty: the rows are the queue. */
export const INBOX_CHANNEL = 'billfold_inbox';
