//! The plan of a filling: which cells of a report the form wants filled, and with what. Nothing here knows how a file
//! holds them.

use lampiran_core::{
    Anggaran, Area, Bagian, Bulan, BulanAnggaran, BulanKinerja, CellRef, Computed, Decimal, HasilBagian, HasilSasaran,
    Indikator, IsiEntri, Jumlah, Laporan, Nilai, PerBulan, Persen, Place, Rupiah, Sasaran, SheetId, Sourced, Total,
    Ukuran, counted,
};

use crate::formulas::{self, Rumus};

/// A cell, and what the form wants in it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Isian {
    /// The cell.
    pub place: Place,
    /// What is wanted.
    pub isi: Isi,
}

/// What the form wants in a cell.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Isi {
    /// A figure that staff typed as text: it keeps its value, and is to be a number.
    Angka(Decimal),
    /// What staff hand in: it replaces what is there.
    Masukan(IsiEntri),
    /// A percentage in points, as a formula on its own row.
    Persen {
        /// How it follows from two cells; `None` where no formula of the form comes to it.
        rumus: Option<Bagi>,
        /// What it comes to, exact.
        persen: Persen,
        /// What stands there now, as read.
        tertulis: Nilai<Persen>,
    },
    /// No percentage: nil, shown as `-`.
    Nihil {
        /// What stands there now, as read.
        tertulis: Nilai<Persen>,
    },
    /// A sum of the column above.
    Jumlah {
        /// The formula; `None` where a cell it needs cannot be read, or there are too many of them.
        rumus: Option<String>,
        /// What it comes to, as the cell counts.
        jumlah: Decimal,
        /// What stands there now, as the cell counts.
        tertulis: Nilai<Rupiah>,
    },
}

/// A percentage as a formula over the cells of target and realisasi.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bagi {
    rumus: Rumus,
    target: CellRef,
    realisasi: CellRef,
}

impl Bagi {
    /// The formula, in points.
    pub fn formula(self) -> String {
        self.rumus.formula(&self.target, &self.realisasi)
    }
}

/// The plan for a report, in the order of the document. A cell whose own inputs cannot be read is not in it. `numbers` gives
/// the rows in which an area of the workbook holds numbers.
pub(crate) fn plan(laporan: &Laporan, computed: &Computed, numbers: &dyn Fn(SheetId, Area) -> Vec<u32>) -> Vec<Isian> {
    let mut plan = Plan { isian: Vec::new(), akhir: computed.bulan_akhir, teks: &laporan.angka_teks, numbers };
    for (bagian, hasil) in laporan.bagian().zip(&computed.bagian) {
        for (sasaran, hasil) in bagian.sasaran.iter().zip(&hasil.sasaran) {
            plan.sasaran(sasaran, hasil);
        }
        if let (Some(total), HasilBagian { jumlah: Some(jumlah), .. }) = (&bagian.total, hasil) {
            plan.total(bagian, total, jumlah);
        }
    }
    plan.isian
}

struct Plan<'a> {
    isian: Vec<Isian>,
    /// The figures that were typed as text.
    teks: &'a [(Place, Decimal)],
    /// The rows in which an area holds numbers.
    numbers: &'a dyn Fn(SheetId, Area) -> Vec<u32>,
    /// Months after it are not filled in.
    akhir: Option<Bulan>,
}

impl Plan<'_> {
    fn sasaran(&mut self, sasaran: &Sasaran, hasil: &HasilSasaran) {
        for (indikator, persen) in sasaran.indikator.iter().zip(&hasil.indikator) {
            self.figure(&indikator.target_tahunan);
            let rumus = rumus(indikator, persen);
            for ((bulan, isi), (_, persen)) in indikator.bulan.iter().zip(persen.iter()) {
                let Some(isi) = isi else { continue };
                self.figure(&isi.target);
                self.figure(&isi.realisasi);
                // Nobody computes with a predikat: what staff wrote beside it stays.
                if self.is_due(bulan, &isi.persen) && !has_predikat(isi) {
                    self.persen(&isi.persen, persen, |persen| kinerja(rumus, isi, persen));
                }
            }
        }
        for (anggaran, persen) in sasaran.anggaran.iter().zip(&hasil.anggaran) {
            self.figure(&anggaran.tahunan);
            for ((bulan, isi), (_, persen)) in anggaran.bulan.iter().zip(persen.iter()) {
                let Some(isi) = isi else { continue };
                self.figure(&isi.target);
                self.figure(&isi.realisasi);
                if self.is_due(bulan, &isi.persen) {
                    self.persen(&isi.persen, persen, |persen| serapan(isi, persen));
                }
            }
        }
    }

    /// Whether a month's percentage is written: up to the last month of the report, and where there is one already.
    fn is_due(&self, bulan: Bulan, persen: &Sourced<Nilai<Persen>>) -> bool {
        self.akhir.is_none_or(|akhir| bulan <= akhir) || persen.value.angka().is_some()
    }

    /// A figure that staff typed.
    fn figure<T>(&mut self, nilai: &Sourced<Nilai<T>>) {
        let typed = self.teks.binary_search_by_key(&nilai.place, |(place, _)| *place);
        let typed = typed.ok().and_then(|i| self.teks.get(i)).filter(|_| nilai.value.angka().is_some());
        self.isian.extend(typed.map(|(place, angka)| Isian { place: *place, isi: Isi::Angka(*angka) }));
    }

    fn persen(
        &mut self,
        cell: &Sourced<Nilai<Persen>>,
        computed: &Nilai<Persen>,
        rumus: impl FnOnce(Persen) -> Option<Bagi>,
    ) {
        let tertulis = cell.value.clone();
        let isi = match computed {
            Nilai::Angka(persen) => Isi::Persen { rumus: rumus(*persen), persen: *persen, tertulis },
            Nilai::Nihil => Isi::Nihil { tertulis },
            Nilai::Kosong | Nilai::TakTerbaca => return,
        };
        self.isian.push(Isian { place: cell.place, isi });
    }

    /// The four figures of a TOTAL row.
    fn total(&mut self, bagian: &Bagian, total: &Total, jumlah: &Jumlah) {
        let blocks = counted(bagian);
        let (Some(first), Some(last)) = (
            blocks.iter().filter_map(|block| rows(block)).map(|(first, _)| first).min(),
            blocks.iter().filter_map(|block| rows(block)).map(|(_, last)| last).max(),
        ) else {
            return;
        };
        let months =
            || blocks.iter().flat_map(|block| block.bulan.iter()).filter_map(|(b, isi)| Some((b, isi.as_ref()?)));
        let until = |(bulan, _): &(Bulan, &BulanAnggaran)| self.akhir.is_none_or(|akhir| *bulan <= akhir);
        let tahunan: Vec<_> = blocks.iter().map(|block| &block.tahunan).collect();
        let target: Vec<_> = months().map(|(_, isi)| &isi.target).collect();
        let realisasi: Vec<_> = months().filter(until).map(|(_, isi)| &isi.realisasi).collect();
        let sums = [
            (&total.tahunan, jumlah.tahunan, sum(&tahunan, jumlah.tahunan)),
            (&total.target, jumlah.target, sum(&target, jumlah.target)),
            (&total.realisasi, jumlah.realisasi, sum(&realisasi, jumlah.realisasi)),
        ];
        let [spent, planned] = [sums[2].2.is_some(), sums[0].2.is_some()];
        let scale = |rupiah: Rupiah| in_cell(rupiah, bagian.kepala.kelipatan);
        for (cell, jumlah, sel) in sums {
            let Some(sel) = sel else { continue };
            let rumus = self.sum(cell.place.sheet, sel, (first, last));
            let tertulis = match cell.value {
                Nilai::Angka(rupiah) => Nilai::Angka(Rupiah(scale(rupiah))),
                ref other => other.clone(),
            };
            let isi = Isi::Jumlah { rumus, jumlah: scale(jumlah), tertulis };
            self.isian.push(Isian { place: cell.place, isi });
        }
        if let (true, true, Some(persen)) = (spent, planned, jumlah.persen) {
            let (whole, part) = (jumlah.tahunan.0, jumlah.realisasi.0);
            let cells = (total.tahunan.place.cell, total.realisasi.place.cell);
            self.persen(&total.persen, &Nilai::Angka(persen), |persen| {
                bagi(Rumus::Naik, cells, Some(whole), Some(part), persen)
            });
        }
    }
}

impl Plan<'_> {
    /// `SUM` of one area where only the cells that count hold numbers in it, else of their runs.
    fn sum(&self, sheet: SheetId, mut cells: Vec<CellRef>, (first, last): (u32, u32)) -> Option<String> {
        cells.sort_unstable_by_key(|cell| cell.row);
        let col = cells.first()?.col;
        let area = Area { first: CellRef::new(first, col), last: CellRef::new(last, col) };
        let counts = |row: &u32| cells.binary_search_by_key(row, |known| known.row).is_ok();
        if cells.iter().all(|cell| area.contains(*cell)) && (self.numbers)(sheet, area).iter().all(counts) {
            return Some(format!("SUM({area})"));
        }
        formulas::sum_of("", cells)
    }
}

/// An amount as a cell holds it whose heading counts in so many rupiah.
pub(crate) fn in_cell(rupiah: Rupiah, kelipatan: u32) -> Decimal {
    rupiah.0.checked_div(kelipatan.into()).unwrap_or(rupiah.0)
}

/// The first and last row of a block.
fn rows(anggaran: &Anggaran) -> Option<(u32, u32)> {
    let months = || anggaran.bulan.iter().filter_map(|(_, isi)| Some(isi.as_ref()?.bulan.cell.row));
    let top = anggaran.tahunan.place.cell.row;
    Some((months().min()?.min(top), months().max()?.max(top)))
}

/// The cells of a sum; `None` where one of them cannot be read, or where they do not come to what was computed.
fn sum(cells: &[&Sourced<Nilai<Rupiah>>], computed: Rupiah) -> Option<Vec<CellRef>> {
    if cells.iter().any(|cell| cell.value == Nilai::TakTerbaca) {
        return None;
    }
    let figures = cells.iter().filter_map(|cell| cell.value.angka().copied());
    let sum = figures.fold(Rupiah::ZERO, |sum, figure| sum + figure);
    (sum == computed).then(|| cells.iter().map(|cell| cell.place.cell).collect())
}

/// The formula by which the percentages of an indikator were computed.
fn rumus(indikator: &Indikator, persen: &PerBulan<Nilai<Persen>>) -> Rumus {
    let figure = |nilai: &Nilai<Ukuran>| nilai.angka().and_then(Ukuran::bilangan);
    let months = indikator.bulan.iter().zip(persen.iter()).filter_map(|((_, isi), (_, persen))| {
        let isi = isi.as_ref()?;
        Some((figure(&isi.target.value)?, figure(&isi.realisasi.value)?, persen.angka()?.0))
    });
    Rumus::fitting(&months.collect::<Vec<_>>())
}

fn has_predikat(isi: &BulanKinerja) -> bool {
    [&isi.target, &isi.realisasi].iter().any(|nilai| matches!(nilai.value, Nilai::Angka(Ukuran::Predikat(_))))
}

/// The percentage of a month of kinerja.
fn kinerja(rumus: Rumus, isi: &BulanKinerja, persen: Persen) -> Option<Bagi> {
    let figure = |nilai: &Sourced<Nilai<Ukuran>>| nilai.value.angka().and_then(Ukuran::bilangan);
    let cells = (isi.target.place.cell, isi.realisasi.place.cell);
    bagi(rumus, cells, figure(&isi.target), figure(&isi.realisasi), persen)
}

/// The percentage of a month of anggaran.
fn serapan(isi: &BulanAnggaran, persen: Persen) -> Option<Bagi> {
    let figure = |nilai: &Sourced<Nilai<Rupiah>>| nilai.value.angka().map(|rupiah| rupiah.0);
    let cells = (isi.target.place.cell, isi.realisasi.place.cell);
    bagi(Rumus::Naik, cells, figure(&isi.target), figure(&isi.realisasi), persen)
}

/// The formula over the cells of target and realisasi, where it comes to the percentage.
fn bagi(
    rumus: Rumus,
    (target, realisasi): (CellRef, CellRef),
    planned: Option<Decimal>,
    done: Option<Decimal>,
    persen: Persen,
) -> Option<Bagi> {
    rumus.comes_to(persen.0, planned?, done?).then_some(Bagi { rumus, target, realisasi })
}
