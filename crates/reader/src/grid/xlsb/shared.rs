//! What all sheets share: strings and number formats.

use std::collections::HashMap;

use super::super::biff::Fields;
use super::super::guard::Budget;
use super::super::{Format, Refusal, Text, format};
use super::record::{Records, kind};

/// Strings and formats that cells point at by number.
#[derive(Debug, Default)]
pub(super) struct Shared {
    /// The strings.
    pub strings: Vec<Text>,
    /// The number format of each cell format.
    pub formats: Vec<Format>,
}

impl Shared {
    /// Reads the styles, as far as they can be read: without them numbers are still numbers.
    pub(super) fn read_styles(&mut self, part: &[u8]) {
        let mut custom = HashMap::new();
        let mut in_cell_formats = false;
        for (kind, mut fields) in Records(Fields(part)).map_while(|record| record) {
            match kind {
                kind::FORMAT => custom.extend(fields.u16().zip(fields.wide())),
                kind::BEGIN_CELL_XFS => in_cell_formats = true,
                kind::END_CELL_XFS => in_cell_formats = false,
                kind::XF if in_cell_formats => {
                    let id = fields.u16().and_then(|_parent| fields.u16()).unwrap_or_default();
                    let code = custom.get(&id);
                    self.formats.push(code.map_or_else(|| format::builtin(id.into()), |code| format::parse(code)));
                }
                _ => {}
            }
        }
    }

    /// Reads the shared strings; `None` where they are damaged.
    pub(super) fn read_strings(&mut self, part: &[u8], budget: &mut Budget) -> Result<Option<()>, Refusal> {
        for record in Records(Fields(part)) {
            let Some((kind, mut fields)) = record else { return Ok(None) };
            match kind {
                kind::SST_ITEM => {
                    let _flags = fields.u8();
                    let Some(text) = fields.wide() else { return Ok(None) };
                    budget.take(text.len() + 64)?;
                    self.strings.push(text.into());
                }
                kind::END_SST => return Ok(Some(())),
                _ => {}
            }
        }
        Ok(None)
    }
}
