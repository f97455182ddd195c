//! The sheets that are written: one file for each. What they say is decided here; how a file holds it, elsewhere.

pub(crate) mod catatan;
pub(crate) mod lampiran;
pub(crate) mod rekap;
pub(crate) mod rekap_keuangan;
pub(crate) mod rekap_kinerja;
