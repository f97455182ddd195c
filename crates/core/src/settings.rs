//! The settings of an office or a run: thresholds, arah and rumus of indikator, heading spellings, checks on or off.

/// What may be set in `lampiran.toml`; [`Default`] is what the form itself says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings {}
