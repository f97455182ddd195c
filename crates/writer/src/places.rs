//! Where the values of a report stand in the workbook that is being written.

use lampiran_core::{Laporan, Place, SheetId};

use crate::sheet::Link;

/// Where the values of a report stand in the workbook that is being written: where they were (in place), or somewhere
/// else (anew).
#[derive(Debug, Clone, Default)]
pub(crate) struct Places {
    /// Names of the sheets of the written workbook.
    sheets: Vec<String>,
    /// From the cell a value was read from to the cell it is written to, in order once settled; `None` where nothing
    /// moves. A list that is sorted once costs a third of a map, as the benchmark of 500 workbooks shows.
    moved: Option<Vec<(Place, Place)>>,
    /// Cells that hold a part of what was read from them, in order, with what they are multiplied by: percentages that are
    /// stored as fractions, amounts in thousands.
    factors: Vec<(Place, u32)>,
}

impl Places {
    /// Every value stays where it was read.
    pub fn unmoved(laporan: &Laporan) -> Self {
        let scaled = laporan.bagian().filter(|bagian| bagian.kepala.kelipatan != 1).flat_map(|bagian| {
            let anggaran = bagian.sasaran.iter().flat_map(|sasaran| &sasaran.anggaran);
            let cells = anggaran.flat_map(|anggaran| {
                let months = anggaran.bulan.iter().filter_map(|(_, isi)| Some(isi.as_ref()?.realisasi.place));
                std::iter::once(anggaran.tahunan.place).chain(months)
            });
            cells.map(|place| (place, bagian.kepala.kelipatan))
        });
        let mut factors: Vec<(Place, u32)> =
            laporan.sel_persen.iter().map(|place| (*place, 100)).chain(scaled).collect();
        factors.sort_unstable();
        Self { sheets: laporan.lembar.clone(), moved: None, factors }
    }

    /// What the number in the cell of a value is multiplied by to give it.
    pub fn factor(&self, from: Place) -> u32 {
        let at = self.factors.binary_search_by_key(&from, |(place, _)| *place);
        at.ok().and_then(|i| self.factors.get(i)).map_or(1, |(_, factor)| *factor)
    }

    /// A workbook being built anew, without any sheet yet.
    pub fn anew() -> Self {
        Self { sheets: Vec::new(), moved: Some(Vec::new()), factors: Vec::new() }
    }

    /// Whether the value read at `from` stands somewhere else now.
    pub fn is_moved(&self, laporan: &Laporan, from: Place) -> bool {
        self.find(from).is_some_and(|to| {
            to.cell != from.cell || self.sheet_name(to.sheet) != Some(laporan.nama_lembar(from.sheet))
        })
    }

    /// Adds a sheet of the written workbook.
    pub fn add_sheet(&mut self, name: &str) -> SheetId {
        self.sheets.push(name.to_owned());
        SheetId(u16::try_from(self.sheets.len() - 1).unwrap_or(u16::MAX))
    }

    /// Notes that what was read at `from` is written to `to`. The first cell counts where a value is written twice.
    pub fn record(&mut self, from: Place, to: Place) {
        if let Some(moved) = &mut self.moved {
            moved.push((from, to));
        }
    }

    /// To be called when all is recorded, before anything is looked up.
    pub fn settle(&mut self) {
        if let Some(moved) = &mut self.moved {
            moved.sort_by_key(|(from, _)| *from);
        }
    }

    /// Where the value read at `from` stands now; none where it is not written.
    pub fn find(&self, from: Place) -> Option<Place> {
        let Some(moved) = &self.moved else { return Some(from) };
        let first = moved.partition_point(|(known, _)| *known < from);
        moved.get(first).filter(|(known, _)| *known == from).map(|(_, to)| *to)
    }

    /// The name of a sheet of the written workbook.
    pub fn sheet_name(&self, sheet: SheetId) -> Option<&str> {
        self.sheets.get(usize::from(sheet.0)).map(String::as_str)
    }

    /// [`find`](Self::find), as the name of the sheet and the cell.
    pub fn link(&self, from: Place) -> Option<Link> {
        let to = self.find(from)?;
        self.sheet_name(to.sheet).map(|sheet| Link { sheet: sheet.to_owned(), cell: to.cell })
    }
}
