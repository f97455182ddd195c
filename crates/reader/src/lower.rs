//! From recognised tables to a `Laporan` and diagnostics.
