//! The known forms as data: heading words and the fields they name.
