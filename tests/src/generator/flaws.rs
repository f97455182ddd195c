//! One mistake put into a drawn workbook, and the finding that must name it.

use lampiran_core::{Anggaran, CellRef, Laporan, Place};
use lampiran_reader::grid::{Cell, Content, Format, Shown, Workbook};

use super::compare::UNREAD;
use super::dice::Dice;
use super::report::{Blok, Isi, Report};

/// What must be said, and of which cell; none where several cells could be named.
#[derive(Debug, Clone, Copy)]
pub struct Planted {
    /// Name of the finding.
    pub name: &'static str,
    /// The cell.
    pub at: Option<Place>,
    /// Whether all else still reads as it was meant.
    pub rest_stands: bool,
}

#[derive(Debug, Clone, Copy)]
enum Flaw {
    Error,
    Date,
    Slip,
    Nip,
    HiddenBlock,
    MonthTwice,
    MonthBlank,
}

/// Puts a mistake into a workbook that reads as `laporan`, and into what is `meant`; none where the report has no place
/// for the kind that was drawn.
pub fn plant(book: &mut Workbook, laporan: &Laporan, meant: &mut Report, dice: &mut Dice) -> Option<Planted> {
    use Flaw as F;
    let flaw = dice.pick(&[F::Error, F::Date, F::Slip, F::Nip, F::HiddenBlock, F::MonthTwice, F::MonthBlank]);
    if matches!(flaw, F::Nip) {
        return nip(book, laporan, meant);
    }
    let blocks: Vec<&Anggaran> = laporan.bagian().flat_map(|b| &b.sasaran).flat_map(|s| &s.anggaran).collect();
    let i = dice.roll(blocks.len().max(1));
    let block = *blocks.get(i)?;
    let whole = block.bulan.iter().all(|(_, isi)| isi.is_some());
    if matches!(flaw, F::MonthTwice | F::MonthBlank) && !whole {
        return None;
    }
    let month = dice.roll(11);
    let here = block.bulan.iter().nth(month)?.1.as_ref()?;
    let unread = |meant: &mut Report| {
        belanja(meant)[i].bulan[month].as_mut().unwrap().target = Isi::Kata(UNREAD.to_owned());
    };
    let at = here.target.place;
    Some(match flaw {
        F::Error => {
            put(book, at, Content::Error("#REF!".into()), Format::default());
            unread(meant);
            Planted { name: "sel-galat", at: Some(at), rest_stands: true }
        }
        F::Date => {
            let date = Format { shown: Shown::Date, ..Format::default() };
            put(book, at, Content::Number(45_539.into()), date);
            unread(meant);
            Planted { name: "angka-menjadi-tanggal", at: Some(at), rest_stands: true }
        }
        F::Slip => {
            put(book, at, Content::from("418.8O0.000"), Format::default());
            unread(meant);
            Planted { name: "angka-tidak-terbaca", at: Some(at), rest_stands: true }
        }
        F::HiddenBlock => {
            let rows = || block.bulan.iter().filter_map(|(_, isi)| isi.as_ref()).map(|isi| isi.bulan.cell.row);
            let range = (rows().min()?, rows().max()?);
            book.sheets[usize::from(at.sheet.0)].hidden_rows = vec![range];
            hide(laporan, meant, at, range);
            Planted { name: "baris-tersembunyi", at: Some(block.nama.place), rest_stands: true }
        }
        F::MonthTwice => {
            let next = block.bulan.iter().nth(month + 1)?.1.as_ref()?.bulan;
            let sheet = &book.sheets[usize::from(at.sheet.0)];
            let (content, format) = sheet.get(next.cell).map(|cell| (cell.content.clone(), cell.format()))?;
            put(book, here.bulan, content, format);
            Planted { name: "bulan-ganda", at: None, rest_stands: false }
        }
        F::MonthBlank => {
            let sheet = &mut book.sheets[usize::from(at.sheet.0)];
            sheet.cells.retain(|cell| cell.at() != here.bulan.cell);
            Planted { name: "bulan-hilang", at: None, rest_stands: false }
        }
        F::Nip => return None,
    })
}

fn belanja(report: &mut Report) -> Vec<&mut Blok> {
    report.bagian.iter_mut().flat_map(|bagian| &mut bagian.sasaran).flat_map(|s| &mut s.anggaran).collect()
}

/// Replaces what a cell holds, formula and all.
fn put(book: &mut Workbook, at: Place, content: Content, format: Format) {
    let sheet = &mut book.sheets[usize::from(at.sheet.0)];
    sheet.formulas.remove(&at.cell);
    sheet.cells.retain(|cell| cell.at() != at.cell);
    let before = sheet.cells.partition_point(|cell| cell.at() < at.cell);
    sheet.cells.insert(before, Cell::new(at.cell, content, format));
}

/// A NIP held as a number.
fn nip(book: &mut Workbook, laporan: &Laporan, meant: &mut Report) -> Option<Planted> {
    let i = laporan.bagian().position(|bagian| bagian.pejabat.is_some())?;
    let at = laporan.bagian().nth(i)?.pejabat.as_ref()?.nip.as_ref()?.place;
    let number = Content::Number(lampiran_reader::grid::Number::new(196_501_011_990_031, 3)?);
    let cell = book.sheets[usize::from(at.sheet.0)].get(at.cell)?;
    let beside = !cell.text()?.to_lowercase().starts_with("nip");
    let here = if beside { at } else { Place { cell: CellRef::new(at.cell.row, at.cell.col + 1), ..at } };
    if !beside {
        put(book, at, Content::from("NIP."), Format::default());
    }
    put(book, here, number, Format::default());
    meant.bagian[i].pejabat.as_mut()?[5].clear();
    Some(Planted { name: "nip-rusak", at: Some(here), rest_stands: true })
}

/// Marks every block whose rows are all hidden.
fn hide(laporan: &Laporan, meant: &mut Report, at: Place, (first, last): (u32, u32)) {
    let hidden = |place: Place| place.sheet == at.sheet && first <= place.cell.row && place.cell.row <= last;
    for (bagian, was) in meant.bagian.iter_mut().zip(laporan.bagian()) {
        for (sasaran, was) in bagian.sasaran.iter_mut().zip(&was.sasaran) {
            for (blok, was) in sasaran.anggaran.iter_mut().zip(&was.anggaran) {
                blok.tersembunyi = was.bulan.iter().filter_map(|(_, isi)| isi.as_ref()).all(|isi| hidden(isi.bulan));
            }
            for (blok, was) in sasaran.indikator.iter_mut().zip(&was.indikator) {
                blok.tersembunyi = was.bulan.iter().filter_map(|(_, isi)| isi.as_ref()).all(|isi| hidden(isi.bulan));
            }
        }
    }
}
