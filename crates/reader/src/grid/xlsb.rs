//! Binary .xlsb workbooks.

use super::{Refusal, RefusalKind, Workbook};

/// Reads the workbook.
pub(super) fn open(_bytes: &[u8]) -> Result<Workbook, Refusal> {
    Err(Refusal {
        kind: RefusalKind::Unsupported,
        reason_id: String::new(),
        reason_en: String::new(),
        advice_id: String::new(),
        advice_en: String::new(),
        part: None,
    })
}
