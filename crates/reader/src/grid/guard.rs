//! Guards before parsing: what makes a package unsafe to open.
