//! The cells of a finding that stands for many.

use lampiran_core::{Diagnostic, Lang, Laporan, Place};

/// So many are named; what is more is counted.
const NAMED: usize = 24;

/// All cells of a finding that stands for many, those below each other as an area: "Semua sel: R107, E12:E14." Nothing
/// where it stands for itself.
pub fn cells(finding: &Diagnostic, laporan: &Laporan, lang: Lang) -> Option<String> {
    let home = finding.place().filter(|_| finding.count > 1 && !finding.also.is_empty())?;
    let places: Vec<Place> = [home].into_iter().chain(finding.also.iter().copied()).collect();
    let is_next = |a: &Place, b: &Place| (a.sheet, a.cell.col, a.cell.row + 1) == (b.sheet, b.cell.col, b.cell.row);
    let mut runs: Vec<&[Place]> = places.chunk_by(is_next).collect();
    runs.truncate(NAMED);
    let counted: usize = runs.iter().map(|run| run.len()).sum();
    let name = |run: &[Place]| {
        let (first, last) = (run.first()?, run.last()?);
        let sheet = laporan.nama_lembar(first.sheet);
        let sheet = if first.sheet == home.sheet { String::new() } else { format!("{sheet}!") };
        let end = if run.len() > 1 { format!(":{}", last.cell) } else { String::new() };
        Some(format!("{sheet}{}{end}", first.cell))
    };
    let named: Vec<String> = runs.into_iter().filter_map(name).collect();
    let more = match finding.count.saturating_sub(counted) {
        0 => String::new(),
        more => lang.pick(format!(", dan {more} lagi"), format!(", and {more} more")),
    };
    Some(format!("{}: {}{more}.", lang.pick("Semua sel", "All cells"), named.join(", ")))
}
