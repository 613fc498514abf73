/**
 * What `result` says of a message that was put into the queue of the network. No other result is documented in public: what is answered
 * with one may or may not have been sent, and a person looks.
 */
export const TAKEN = '1';
