//! Where the reading may have said something of a block.

use crate::facts::Isi;
use crate::{BulanAnggaran, BulanKinerja, CellRef, Place};

/// The cells of a block's name and months; a row between them that names no month is one of its own.
pub(super) fn places(isi: &Isi) -> Vec<Place> {
    let (name, months): (Place, Vec<Option<[Place; 2]>>) = match isi {
        Isi::Anggaran(anggaran) => {
            let cells = |isi: &BulanAnggaran| [isi.bulan, isi.realisasi.place];
            (anggaran.nama.place, anggaran.bulan.iter().map(|(_, isi)| isi.as_ref().map(cells)).collect())
        }
        Isi::Indikator(indikator, _) => {
            let cells = |isi: &BulanKinerja| [isi.bulan, isi.realisasi.place];
            (indikator.uraian.place, indikator.bulan.iter().map(|(_, isi)| isi.as_ref().map(cells)).collect())
        }
    };
    let named = || months.iter().flatten().map(|[bulan, _]| *bulan);
    let missing = months.windows(2).filter_map(|pair| match pair {
        [Some([above, _]), None] => Some(Place { cell: CellRef::new(above.cell.row + 1, above.cell.col), ..*above }),
        _ => None,
    });
    let first = named().next().filter(|_| months.first().is_some_and(Option::is_none));
    let first = first
        .and_then(|below| Some(Place { cell: CellRef::new(below.cell.row.checked_sub(1)?, below.cell.col), ..below }));
    [name].into_iter().chain(months.iter().flatten().flatten().copied()).chain(missing).chain(first).collect()
}
