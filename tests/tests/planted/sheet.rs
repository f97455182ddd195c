//! Mistakes typed into the sheet itself, at random places: what the reading says of them, and what the checks do.

use std::collections::HashSet;

use lampiran_core::{
    Anggaran, Bagian, Bulan, CellRef, Decimal, Diagnostic, Laporan, Nilai, Place, Settings, SheetId, Sourced, Ukuran,
};
use lampiran_reader::grid::{Cell, Content, Format, Shown, Workbook};
use lampiran_reader::read;

use crate::plant::{Dice, amount};
use crate::{findings, workbook};

/// The kinds of mistakes, each with the checks that may name it.
pub const KINDS: [(Kind, &[&str]); 18] = [
    (Kind::HurufO, &["angka-tidak-terbaca"]),
    (Kind::Teks, &["angka-sebagai-teks"]),
    (Kind::KomaTitik, &["nilai-bersen", "target-bulanan-tidak-sama-tahunan"]),
    (Kind::Tanggal, &["angka-menjadi-tanggal"]),
    (Kind::Galat, &["sel-galat"]),
    (Kind::TanpaNilai, &["rumus-tanpa-nilai"]),
    (Kind::BulanGanda, &["bulan-ganda"]),
    (Kind::BulanHilang, &["bulan-hilang"]),
    (Kind::BulanTertukar, &["bulan-tidak-urut"]),
    (Kind::BarisTersembunyi, &["baris-tersembunyi"]),
    (Kind::LembarTersembunyi, &["lembar-tersembunyi"]),
    (Kind::DiLuarTabel, &["isi-di-luar-tabel"]),
    (Kind::Nip, &["nip-rusak"]),
    (Kind::SelTetangga, &["target-bulanan-tidak-sama-tahunan"]),
    (Kind::KolomTetangga, &["persen-tidak-cocok", "target-bulanan-tidak-sama-tahunan", "jumlah-eselon-tidak-cocok"]),
    (Kind::Pecahan, &["angka-meragukan"]),
    (Kind::KepalaKolom, &["kolom-tidak-dikenal", "kepala-tabel-tidak-dikenal"]),
    (Kind::Kata, &["realisasi-tidak-sebanding"]),
];

/// What is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    HurufO,
    Teks,
    KomaTitik,
    Tanggal,
    Galat,
    TanpaNilai,
    BulanGanda,
    BulanHilang,
    BulanTertukar,
    BarisTersembunyi,
    LembarTersembunyi,
    DiLuarTabel,
    Nip,
    SelTetangga,
    KolomTetangga,
    Pecahan,
    KepalaKolom,
    Kata,
}

fn cell(workbook: &mut Workbook, place: Place) -> Option<&mut Cell> {
    let sheet = &mut workbook.sheets[usize::from(place.sheet.0)];
    sheet.formulas.remove(&place.cell);
    sheet.cells.iter_mut().find(|cell| cell.at() == place.cell)
}

fn set(workbook: &mut Workbook, place: Place, content: Content) -> Option<Place> {
    cell(workbook, place)?.content = content;
    Some(place)
}

fn insert(workbook: &mut Workbook, place: Place, content: Content) -> Place {
    let cells = &mut workbook.sheets[usize::from(place.sheet.0)].cells;
    let key = |at: CellRef| (at.row, at.col);
    let at = cells.partition_point(|cell| key(cell.at()) < key(place.cell));
    cells.insert(at, Cell::new(place.cell, content, Format::default()));
    place
}

/// Types one mistake; gives the cells that may be named, of which the first is the wrong one; nothing where the dice
/// found no place.
pub fn plant(workbook: &mut Workbook, laporan: &Laporan, dice: &mut Dice, kind: Kind) -> Option<Vec<Place>> {
    let blocks: Vec<&Anggaran> = laporan.bagian().flat_map(Bagian::anggaran).collect();
    let block = *blocks.get(dice.roll(blocks.len()))?;
    let number = u8::try_from(dice.roll(11)).ok()? + 1;
    let bulan = Bulan::new(number)?;
    let (isi, next) = (block.bulan[bulan].as_ref()?, block.bulan[bulan.next()?].as_ref()?);
    let (place, target) = (isi.target.place, amount(&isi.target));
    let february = block.bulan[Bulan::new(2)?].as_ref()?;
    let text = |text: String| Content::Text(text.as_str().into());
    let grouped = lampiran_core::format_id(target);
    match kind {
        Kind::HurufO => set(workbook, place, text(grouped.contains('0').then(|| grouped.replacen('0', "O", 1))?)),
        Kind::Teks => set(workbook, place, text((target.scale() == 0 && grouped.len() > 7).then_some(grouped)?)),
        Kind::KomaTitik => {
            // A comma for the last point.
            let thousandth = target / Decimal::ONE_THOUSAND;
            (thousandth > Decimal::ONE_THOUSAND).then_some(())?;
            set(workbook, place, thousandth.into())
        }
        Kind::Tanggal => {
            let cell = cell(workbook, february.persen.place)?;
            *cell =
                Cell::new(cell.at(), Decimal::from(45_301).into(), Format { shown: Shown::Date, ..Format::default() });
            Some(february.persen.place)
        }
        Kind::Galat => set(workbook, place, Content::Error("#REF!".into())),
        Kind::TanpaNilai => {
            let at = workbook.sheets[usize::from(place.sheet.0)].cells.iter_mut().find(|c| c.at() == place.cell)?;
            at.content = Content::Uncalculated;
            workbook.sheets[usize::from(place.sheet.0)].formulas.insert(place.cell, format!("{target}*1").into());
            Some(place)
        }
        Kind::BulanGanda => set(workbook, next.bulan, text(bulan.to_string())),
        Kind::BulanHilang => {
            let Place { sheet, cell } = isi.bulan;
            workbook.sheets[usize::from(sheet.0)].cells.retain(|other| other.at() != cell);
            Some(isi.bulan)
        }
        Kind::BulanTertukar => {
            set(workbook, isi.bulan, text(bulan.next()?.to_string()))?;
            set(workbook, next.bulan, text(bulan.to_string()))
        }
        Kind::BarisTersembunyi => {
            // Where another block stands beside it, its rows go too.
            let (first, last) = (block.nama.place, block.bulan[Bulan::DESEMBER].as_ref()?.bulan);
            workbook.sheets[usize::from(first.sheet.0)].hidden_rows.push((first.cell.row, last.cell.row));
            Some(first)
        }
        Kind::LembarTersembunyi => {
            // The one whose units no other sheet spells otherwise.
            workbook.sheets[2].hidden = true;
            Some(Place { sheet: SheetId(2), cell: CellRef::new(0, 0) })
        }
        Kind::DiLuarTabel => {
            // Under the merged year of its block.
            let covered = CellRef::new(next.bulan.cell.row, block.tahunan.place.cell.col);
            let covered = Place { cell: covered, ..place };
            set(workbook, covered, target.into()).or_else(|| Some(insert(workbook, covered, target.into())))
        }
        Kind::Nip => {
            let signed: Vec<Place> =
                laporan.bagian().filter_map(|b| Some(b.pejabat.as_ref()?.nip.as_ref()?.place)).collect();
            let place = *signed.get(dice.roll(signed.len()))?;
            set(workbook, place, "NIP.".into())?;
            let beside = CellRef::new(place.cell.row, place.cell.col + 1);
            let number = Decimal::from(197_001_011_990_031_000_i64);
            Some(insert(workbook, Place { cell: beside, ..place }, number.into()))
        }
        Kind::SelTetangga => {
            // The figure of a month is typed in the row below, over the one that was there.
            let (below, later) = (next.target.place, amount(&next.target));
            (target != later && !target.is_zero() && !later.is_zero()).then_some(())?;
            set(workbook, below, target.into())?;
            set(workbook, place, "-".into())
        }
        Kind::KolomTetangga => {
            let (target, realisasi) = (amount(&february.target), amount(&february.realisasi));
            (target != realisasi && !target.is_zero() && !realisasi.is_zero()).then_some(())?;
            set(workbook, february.target.place, realisasi.into())?;
            set(workbook, february.realisasi.place, target.into())?;
            return Some(vec![february.target.place, february.realisasi.place, block.tahunan.place]);
        }
        Kind::Pecahan => {
            let persen = february.persen.value.angka()?.0;
            let fraction = (persen / Decimal::ONE_HUNDRED).round_dp(4);
            set(workbook, february.persen.place, fraction.into())
        }
        Kind::Kata => {
            let indikator = laporan.bagian().flat_map(|bagian| &bagian.sasaran).flat_map(|sasaran| &sasaran.indikator);
            let months = indikator.filter_map(|indikator| indikator.bulan[Bulan::new(2)?].as_ref());
            let is_number = |cell: &Sourced<Nilai<Ukuran>>| cell.value.angka().and_then(Ukuran::bilangan).is_some();
            let counted: Vec<_> = months.filter(|isi| is_number(&isi.target) && is_number(&isi.realisasi)).collect();
            let isi = counted.get(dice.roll(counted.len()))?;
            set(workbook, isi.realisasi.place, "selesai".into())
        }
        Kind::KepalaKolom => {
            let sheet = &workbook.sheets[usize::from(place.sheet.0)];
            let is_heading = |cell: &&Cell| cell.text().is_some_and(|text| text.trim() == "Keterangan");
            let at = sheet.cells.iter().find(is_heading)?.at();
            set(workbook, Place { cell: at, ..place }, "Kterngan lain".into())
        }
    }
    .map(|place| vec![place, next.target.place])
}

/// What a run draws beyond the usual, and whether it names what was planted.
pub fn run(seed: u64, runs: usize) -> (usize, Vec<String>, Vec<String>) {
    let clean = workbook();
    let (settings, said) = (Settings::default(), |finding: &Diagnostic| crate::brief(finding));
    let reading = read(&clean, &settings);
    let usual: HashSet<String> = findings(&reading.laporan, reading.diagnostics.clone()).iter().map(said).collect();
    let (mut dice, mut planted, mut missed, mut extra) = (Dice(seed), 0, Vec::new(), Vec::new());
    for n in 0..runs {
        let (kind, names) = KINDS[n % KINDS.len()];
        let mut workbook = clean.clone();
        let Some(cells) = plant(&mut workbook, &reading.laporan, &mut dice, kind) else { continue };
        planted += 1;
        let again = read(&workbook, &settings);
        let found = findings(&again.laporan, again.diagnostics);
        let is_named = |finding: &&Diagnostic| {
            let mut places = finding.place().into_iter().chain(finding.also.iter().copied());
            let sheet = finding.cell.is_none() && finding.sheet == cells.first().map(|place| place.sheet);
            names.contains(&finding.name) && (sheet || places.any(|place| cells.contains(&place)))
        };
        let all = || found.iter().filter(|finding| !usual.contains(&said(finding)));
        match found.iter().find(is_named) {
            None => missed.push(format!("{kind:?} at {}: {:#?}", cells[0].cell, all().map(said).collect::<Vec<_>>())),
            Some(hit) => {
                // A mistake of two cells, or of both sides of a row, may be two findings.
                let is_own = |finding: &Diagnostic| {
                    let row = |place: Place| (place.sheet, place.cell.row);
                    finding.place().is_some_and(|place| cells.iter().any(|own| row(*own) == row(place)))
                };
                extra.extend(all().filter(|f| *f != hit && !is_own(f)).map(|f| format!("{kind:?}: {}", said(f))));
            }
        }
    }
    (planted, missed, extra)
}
