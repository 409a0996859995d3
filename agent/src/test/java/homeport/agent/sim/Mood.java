package homeport.agent.sim;

/** How a provider answers at present. */
enum Mood {
  /** As it should. */
  GOOD,
  /** 911: out of order, half an hour. */
  EMERGENCY,
  /** dnserr: the same. */
  DNS_FAULT,
  /** 503 without a word. */
  UNAVAILABLE,
  /** 503 with Retry-After. */
  UNAVAILABLE_FOR_A_TIME,
  /** 429 with Retry-After. */
  TOO_MANY,
  /** 429 without a word. */
  TOO_MANY_SILENT,
  /** 200 with a web page that says "good". */
  PAGE,
  /** 200 with nothing in it. */
  EMPTY,
  /** 401, whatever the password. */
  UNAUTHORISED,
  /** abuse. */
  ABUSE,
  /** nohost. */
  NO_HOST,
  /** Takes the request and never answers. */
  HANGS,
  /** Does it, and never answers. */
  HANGS_AFTER_DOING,
  /** Does it, and the connection breaks. */
  ANSWER_LOST,
  /** The connection breaks before it does anything. */
  REQUEST_LOST,
  /** Nobody listens. */
  REFUSES,
  /** Its name is not found. */
  NAMELESS,
  /** Its certificate is not to be trusted. */
  UNTRUSTED,
  /** Sends everybody elsewhere. */
  REDIRECTS,
  /** Says it did, and names the loopback address: the request was ignored. */
  IGNORES
}
