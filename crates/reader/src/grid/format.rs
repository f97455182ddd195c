//! Number formats: what a format code says about how a number is shown.
