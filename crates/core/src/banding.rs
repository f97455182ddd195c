//! Two reports of the same office compared: what changed from one month to the next.
