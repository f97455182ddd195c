//! Which block or TOTAL a cell belongs to, found by its row: a file may have as many findings as it has blocks.

use std::collections::HashMap;

use lampiran_core::{Anggaran, Bagian, Bulan, Indikator, Kolom, Laporan, Place, SheetId, Total};

/// The blocks of a report by the rows they span, each side of the table by itself.
pub struct Index<'a> {
    kinerja: Vec<Block<'a>>,
    anggaran: Vec<Block<'a>>,
    totals: HashMap<(SheetId, u32), &'a Total>,
}

/// A block of twelve months.
pub struct Block<'a> {
    sheet: SheetId,
    first: u32,
    last: u32,
    /// Which side of the table it stands on.
    pub side: Side,
    /// The columns of its table.
    pub letak: &'a Kolom,
    months: Vec<(u32, Option<Bulan>)>,
}

/// The two stacks of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Indikator.
    Kinerja,
    /// Program and kegiatan.
    Anggaran,
}

impl Side {
    /// The headings of its columns as the form prints them, in the order of the table.
    pub const fn headings(self) -> [&'static str; 8] {
        match self {
            Self::Kinerja => {
                ["Indikator", "Satuan", "Target Tahunan", "Bulan", "Target", "Realisasi", "%", "Keterangan"]
            }
            Self::Anggaran => {
                ["Program/Kegiatan", "Satuan", "Tahunan", "Bulan", "Target", "Realisasi", "%", "Keterangan"]
            }
        }
    }
}

impl<'a> Index<'a> {
    /// The index of a report.
    pub fn new(laporan: &'a Laporan) -> Self {
        let mut index = Self { kinerja: Vec::new(), anggaran: Vec::new(), totals: HashMap::new() };
        for bagian in laporan.bagian() {
            for sasaran in &bagian.sasaran {
                index.kinerja.extend(sasaran.indikator.iter().map(|indikator| Block::kinerja(bagian, indikator)));
                index.anggaran.extend(sasaran.anggaran.iter().map(|anggaran| Block::anggaran(bagian, anggaran)));
            }
            if let Some(total) = &bagian.total {
                index.totals.insert((total.label.sheet, total.label.cell.row), total);
            }
        }
        for side in [&mut index.kinerja, &mut index.anggaran] {
            side.sort_by_key(|block| (block.sheet, block.first));
        }
        index
    }

    /// The TOTAL row a cell stands in.
    pub fn total(&self, place: Place) -> Option<&'a Total> {
        self.totals.get(&(place.sheet, place.cell.row)).copied()
    }

    /// The block a cell stands in, on its side of the table.
    pub fn block(&self, place: Place) -> Option<&Block<'a>> {
        [&self.kinerja, &self.anggaran].into_iter().find_map(|side| {
            let next = side.partition_point(|block| (block.sheet, block.first) <= (place.sheet, place.cell.row));
            side.get(next.checked_sub(1)?).filter(|block| block.holds(place))
        })
    }
}

impl<'a> Block<'a> {
    fn kinerja(bagian: &'a Bagian, indikator: &Indikator) -> Self {
        let months =
            indikator.bulan.iter().filter_map(|(bulan, isi)| Some((isi.as_ref()?.bulan.cell.row, Some(bulan))));
        Self::new(indikator.uraian.place, months.collect(), Side::Kinerja, &bagian.kepala.letak)
    }

    fn anggaran(bagian: &'a Bagian, anggaran: &Anggaran) -> Self {
        let months = anggaran.bulan.iter().filter_map(|(bulan, isi)| Some((isi.as_ref()?.bulan.cell.row, Some(bulan))));
        Self::new(anggaran.nama.place, months.collect(), Side::Anggaran, &bagian.kepala.letak)
    }

    fn new(name: Place, months: Vec<(u32, Option<Bulan>)>, side: Side, letak: &'a Kolom) -> Self {
        let rows = || months.iter().map(|(row, _)| *row).chain([name.cell.row]);
        let (first, last) = (rows().min().unwrap_or_default(), rows().max().unwrap_or_default());
        Self { sheet: name.sheet, first, last, side, letak, months }
    }

    /// Its rows, top to bottom, with the months of those that have one.
    pub fn rows(&self) -> Vec<(u32, Option<Bulan>)> {
        let mut rows = self.months.clone();
        if rows.iter().all(|(row, _)| *row != self.first) {
            rows.push((self.first, None));
        }
        rows.sort_unstable();
        rows
    }

    fn holds(&self, place: Place) -> bool {
        let (front, figures) = super::columns(self.side, self.letak);
        self.sheet == place.sheet
            && (self.first..=self.last).contains(&{ place.cell.row })
            && front.iter().chain(&figures).any(|column| *column == Some(place.cell.col))
    }
}
