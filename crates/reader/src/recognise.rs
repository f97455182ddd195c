//! Which form a sheet holds, and which column is what.
