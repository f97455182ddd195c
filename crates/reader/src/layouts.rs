//! The known forms as data: heading words and the fields they name, labels of sums, words of titles. A new spelling is
//! a word in one of these lists; all words are folded (lower case, no punctuation).

mod cara;
mod headings;
mod masukan;
mod rekap;
mod scales;
mod spellings;
mod sums;
mod titles;

pub(crate) use cara::cara;
pub(crate) use headings::{Heading, Side};
pub(crate) use masukan::{KolomMasukan, kolom_masukan};
pub(crate) use rekap::{RekapHeading, rekap_heading, subject};
pub(crate) use scales::{is_unit_note, scale};
pub(crate) use spellings::{Headings, Meaning};
pub(crate) use sums::{SumLabel, is_part_of_year, sum_label};
pub(crate) use titles::{is_official, is_remark, is_title};

/// Sheets that this program adds to a filled workbook: they hold no lampiran, and nobody need be told.
const OWN_SHEETS: [&str; 3] = ["Rekap Kinerja", "Rekap Keuangan", "Catatan"];

/// Whether a sheet has the name of one of them; `Catatan (2)` is ours where the office had a `Catatan` of its own.
pub(crate) fn is_own_sheet(name: &str) -> bool {
    let numbered = name.strip_suffix(')').and_then(|name| name.rsplit_once(" ("));
    let name = numbered.filter(|(_, number)| number.parse::<u32>().is_ok()).map_or(name, |(name, _)| name);
    OWN_SHEETS.contains(&name)
}
