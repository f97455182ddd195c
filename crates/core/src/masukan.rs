//! Realisasi handed in as a table of their own: each row is matched with the one block and month it speaks of; what is
//! unknown, doubled or doubtful is said, and never guessed.

mod find;
mod notices;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use crate::blok::Blok;
use crate::settings::fold;
use crate::wording::plain;
use crate::{Bulan, Diagnostic, Laporan, Nilai, Page, Place, Rupiah, Settings, SharedText, Sourced, Ukuran};
use find::{Letak, Names};

/// One row of such a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Masukan {
    /// The section as typed; empty where the table does not say.
    pub bagian: String,
    /// The program, kegiatan or indikator as typed, without ordinal and code, at its cell in the table.
    pub nama: Sourced<String>,
    /// The side of the form, where the table's heading says it.
    pub sisi: Option<Sisi>,
    /// The month.
    pub bulan: Bulan,
    /// The figure, in rupiah or in the satuan of the indikator; blank where only a keterangan is handed in.
    pub realisasi: Sourced<Nilai<Ukuran>>,
    /// The unit typed behind the figure, folded; `%` also for a number shown as a percentage. Empty where there is none.
    pub unit: String,
    /// The keterangan as typed.
    pub keterangan: Option<SharedText>,
}

/// The two sides of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are the sides")]
pub enum Sisi {
    Kinerja,
    Anggaran,
}

/// A cell of the report, and what is to stand in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entri {
    /// The cell.
    pub place: Place,
    /// What stands there now, as the form prints it; empty where it is blank.
    pub before: String,
    /// What is to stand there.
    pub isi: IsiEntri,
}

/// What is to stand in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IsiEntri {
    /// Nil.
    Nihil,
    /// A realisasi of a budget.
    Rupiah(Rupiah),
    /// A realisasi of an indikator.
    Ukuran(Ukuran),
    /// A remark.
    Keterangan(SharedText),
}

impl IsiEntri {
    /// As findings carry it: decimal text with a point where it is a figure.
    fn plain(&self) -> String {
        let number = match self {
            Self::Rupiah(rupiah) => Some(rupiah.0),
            Self::Ukuran(ukuran) => ukuran.bilangan(),
            Self::Nihil | Self::Keterangan(_) => None,
        };
        number.map_or_else(|| self.to_string(), plain)
    }
}

impl fmt::Display for IsiEntri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nihil => f.write_str("-"),
            Self::Rupiah(rupiah) => rupiah.fmt(f),
            Self::Ukuran(ukuran) => ukuran.fmt(f),
            Self::Keterangan(text) => f.write_str(text),
        }
    }
}

/// What becomes of what stands in the report already.
#[derive(Clone, Copy)]
pub struct Standing<'a> {
    /// It is replaced, rather than kept and said.
    pub replace: bool,
    /// Cells of the report that hold a formula: they count as filled in, whatever it comes to.
    pub has_formula: &'a dyn Fn(Place) -> bool,
}

/// What the rows of a table come to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pencocokan {
    /// The cells to be written, in the order of the rows; a row whose figures stand there already has none.
    pub entri: Vec<Entri>,
    /// How many rows were taken over, whole.
    pub taken: usize,
    /// What was found about the others, at their cells in the table.
    pub diagnostics: Vec<Diagnostic>,
}

/// Matches rows with the blocks of a report: by name, and by section where the row names one; capitals, spaces and
/// ordinals make no difference. A kegiatan that is printed twice is filled in at both.
///
/// `settings` may switch a finding off or give it another grade.
pub fn match_rows(laporan: &Laporan, rows: &[Masukan], standing: Standing, settings: &Settings) -> Pencocokan {
    let names = Names::of(laporan);
    let mut matched: Vec<(&Masukan, Vec<Letak>)> = Vec::new();
    let mut result = Pencocokan::default();
    let mut unknown = 0;
    for row in rows {
        match names.find(row) {
            Ok(found) => matched.push((row, found)),
            Err(missed) => {
                unknown += 1;
                result.diagnostics.push(names.say(row, &missed, unknown));
            }
        }
    }
    let mut by_cell: HashMap<Place, Vec<&Masukan>> = HashMap::new();
    for (row, found) in &matched {
        by_cell.entry(cell_of(row, found)).or_default().push(row);
    }
    for (row, found) in &matched {
        match by_cell.get(&cell_of(row, found)).map(Vec::as_slice) {
            // One finding speaks for all rows of a cell: it stands at the second.
            Some(rows @ [first, second, ..]) if std::ptr::eq(*second, *row) => {
                let others = rows.iter().map(|row| row.nama.place).filter(|at| *at != row.nama.place).collect();
                result.diagnostics.push(notices::doubled(row, found, first, others));
            }
            Some([_, _, ..]) => {}
            _ => result.take(laporan, row, found, standing),
        }
    }
    settings.judge(&mut result.diagnostics);
    result.diagnostics.sort_by_key(|finding| (finding.sheet, finding.cell));
    result
}

/// What tells the month of one block from all others: the cell with its name. A row that no month of the report answers
/// to stands for itself.
fn cell_of(row: &Masukan, found: &[Letak]) -> Place {
    found.first().and_then(|letak| letak.blok.bulan(row.bulan)).unwrap_or(row.nama.place)
}

impl Pencocokan {
    /// Takes a row over, unless something stands there that is kept.
    fn take(&mut self, laporan: &Laporan, row: &Masukan, found: &[Letak], standing: Standing) {
        let mut is_whole = true;
        for letak in found {
            match entries(letak, row, standing) {
                Ok((entri, kept)) => {
                    self.entri.extend(entri);
                    is_whole &= kept.is_none();
                    self.diagnostics.extend(kept.map(|kept| notices::kept(laporan, row, letak, &kept)));
                }
                Err(finding) => {
                    is_whole = false;
                    self.diagnostics.push(*finding);
                }
            }
        }
        self.taken += usize::from(is_whole);
    }
}

/// A cell that stays as it is.
struct Kept {
    place: Place,
    /// What stands there.
    stands: String,
    /// What was handed in.
    given: IsiEntri,
}

/// The cells to be written for a row in one block, and the first that is kept.
fn entries(letak: &Letak, row: &Masukan, standing: Standing) -> Result<(Vec<Entri>, Option<Kept>), Box<Diagnostic>> {
    let (blok, bulan) = (letak.blok, row.bulan);
    let (Some(month), Some(old), Some(remark)) = (blok.bulan(bulan), blok.realisasi(bulan), blok.keterangan(bulan))
    else {
        return Err(Box::new(notices::no_month(row, letak)));
    };
    let isi = figure(letak, row)?;
    let mut new = Vec::new();
    let is_same = same(&old.value, &row.realisasi.value);
    if let Some(isi) = isi.filter(|_| !is_same) {
        let is_blank = old.value.is_blank() && !(standing.has_formula)(old.place);
        new.push((Entri { place: old.place, before: shown(&old.value), isi }, is_blank));
    }
    let stands = remark.value.as_deref().unwrap_or_default();
    if let Some(text) = row.keterangan.as_ref().filter(|text| fold(text) != fold(stands)) {
        let is_blank = remark.value.is_none() && !(standing.has_formula)(remark.place);
        let isi = IsiEntri::Keterangan(text.clone());
        new.push((Entri { place: remark.place, before: stands.to_owned(), isi }, is_blank));
    }
    // A table without the column has no cell for it: the place is that of the month.
    if new.iter().any(|(entri, _)| entri.place == month) {
        return Err(Box::new(notices::no_column(row, letak)));
    }
    let (mut entri, mut kept) = (Vec::new(), None);
    for (new, is_blank) in new {
        if is_blank || standing.replace {
            entri.push(new);
        } else {
            kept = kept.or(Some(Kept { place: new.place, stands: new.before, given: new.isi }));
        }
    }
    Ok((entri, kept))
}

/// The figure of a row as the block counts it; `None` where there is none.
fn figure(letak: &Letak, row: &Masukan) -> Result<Option<IsiEntri>, Box<Diagnostic>> {
    let is_percent = |unit: &str| matches!(unit, "%" | "persen" | "persentase" | "prosentase");
    let unit = row.unit.as_str();
    match (&row.realisasi.value, letak.blok) {
        (Nilai::Kosong | Nilai::TakTerbaca, _) => Ok(None),
        (Nilai::Nihil, _) => Ok(Some(IsiEntri::Nihil)),
        (Nilai::Angka(Ukuran::Bilangan(angka)), Blok::Anggaran(_)) if unit.is_empty() => {
            Ok(Some(IsiEntri::Rupiah(Rupiah(angka.normalize()))))
        }
        (Nilai::Angka(ukuran), Blok::Kinerja(indikator)) => {
            let satuan = fold(&indikator.satuan.value);
            let is_named = satuan.split(|c: char| !c.is_alphanumeric() && c != '%').any(|word| word == unit);
            let target = indikator.bulan[row.bulan].as_ref().map(|isi| &isi.target.value);
            let is_counted = matches!(target, Some(Nilai::Angka(Ukuran::Bilangan(_))));
            if is_counted && matches!(ukuran, Ukuran::Predikat(_)) {
                return Err(Box::new(notices::other_unit(row, letak, &indikator.satuan.value)));
            }
            if unit.is_empty() || is_named || is_percent(unit) && is_percent(&satuan) || unit == satuan {
                return Ok(Some(IsiEntri::Ukuran(ukuran.clone())));
            }
            Err(Box::new(notices::other_unit(row, letak, &indikator.satuan.value)))
        }
        (Nilai::Angka(_), Blok::Anggaran(_)) => Err(Box::new(notices::other_unit(row, letak, "rupiah"))),
    }
}

fn same(old: &Nilai<Ukuran>, new: &Nilai<Ukuran>) -> bool {
    match (old, new) {
        (Nilai::Angka(Ukuran::Predikat(a)), Nilai::Angka(Ukuran::Predikat(b))) => fold(a) == fold(b),
        (old, new) => old == new,
    }
}

/// A figure as the form prints it.
fn shown(nilai: &Nilai<Ukuran>) -> String {
    match nilai {
        Nilai::Kosong => String::new(),
        Nilai::Nihil => "-".to_owned(),
        Nilai::Angka(ukuran) => ukuran.to_string(),
        Nilai::TakTerbaca => "?".to_owned(),
    }
}

impl Laporan {
    /// Writes entries into the report, each at its cell.
    pub fn enter(&mut self, entri: &[Entri]) {
        let entri: BTreeMap<Place, &IsiEntri> = entri.iter().map(|entri| (entri.place, &entri.isi)).collect();
        let sasaran = self.lampiran.iter_mut().flat_map(|lampiran| &mut lampiran.bagian);
        for sasaran in sasaran.flat_map(|bagian| &mut bagian.sasaran) {
            let months = sasaran.indikator.iter_mut().flat_map(|indikator| indikator.bulan.iter_mut());
            for isi in months.filter_map(|(_, isi)| isi.as_mut()) {
                match entri.get(&isi.realisasi.place) {
                    Some(IsiEntri::Nihil) => isi.realisasi.value = Nilai::Nihil,
                    Some(IsiEntri::Ukuran(ukuran)) => isi.realisasi.value = Nilai::Angka(ukuran.clone()),
                    _ => {}
                }
                enter_remark(&entri, &mut isi.keterangan);
            }
            let months = sasaran.anggaran.iter_mut().flat_map(|anggaran| anggaran.bulan.iter_mut());
            for isi in months.filter_map(|(_, isi)| isi.as_mut()) {
                match entri.get(&isi.realisasi.place) {
                    Some(IsiEntri::Nihil) => isi.realisasi.value = Nilai::Nihil,
                    Some(IsiEntri::Rupiah(rupiah)) => isi.realisasi.value = Nilai::Angka(*rupiah),
                    _ => {}
                }
                enter_remark(&entri, &mut isi.keterangan);
            }
        }
    }
}

fn enter_remark(entri: &BTreeMap<Place, &IsiEntri>, remark: &mut Sourced<Option<SharedText>>) {
    if let Some(IsiEntri::Keterangan(text)) = entri.get(&remark.place) {
        remark.value = Some(text.clone());
    }
}

/// The pages of what [`match_rows`] finds.
pub(crate) const PAGES: &[Page] = &[
    Page::new("masukan-tidak-dikenal", include_str!("masukan/masukan-tidak-dikenal.md")),
    Page::new("masukan-meragukan", include_str!("masukan/masukan-meragukan.md")),
    Page::new("masukan-ganda", include_str!("masukan/masukan-ganda.md")),
    Page::new("realisasi-sudah-terisi", include_str!("masukan/realisasi-sudah-terisi.md")),
];
