//! The sheet "Rekap Keuangan" (Tabel 2.6.1 of the report): per program the anggaran of the year and what was spent.

use lampiran_core::{
    Anggaran, Area, CellRef, Computed, Decimal, Lang, Laporan, Nilai, Persen, RekapKeuangan, counted, highest,
};

use super::rekap::{self, HEADING_ROW};
use crate::formulas;
use crate::measure;
use crate::places::Places;
use crate::sheet::{Content, Sheet};
use crate::style::Style;

/// The sheet's name.
pub(crate) const NAME: &str = "Rekap Keuangan";
/// Sasaran, program, anggaran, realisasi, capaian.
const WIDTHS: [f64; 5] = [48.0, 52.0, 20.0, 22.0, 16.0];
const FIRST_ROW: u32 = HEADING_ROW + 2;
const ANGGARAN: u16 = 2;
const REALISASI: u16 = 3;
const CAPAIAN: u16 = 4;

/// Builds the sheet. Figures are formulas on the lampiran wherever its cells come to them.
pub(crate) fn sheet(laporan: &Laporan, computed: &Computed, places: &Places, lang: Lang) -> Sheet {
    let mut sheet = rekap::sheet(NAME, "Realisasi Capaian Keuangan", laporan, computed, &WIDTHS);
    rekap::put_back_link(&mut sheet, laporan, places, lang);
    let so_far = computed.bulan_akhir.map(rekap::months).unwrap_or_default();
    rekap::put_headings(
        &mut sheet,
        &[
            "Sasaran Strategis".into(),
            "Program".into(),
            "Anggaran (Rp)".into(),
            format!("Realisasi (Rp) {so_far}").trim_end().into(),
            "Capaian Keuangan (%)".into(),
        ],
    );
    let rows = &computed.rekap.keuangan;
    // A row of the rekap for each program that counts, in the order of the document.
    let mut anggaran = highest(laporan).into_iter().flat_map(counted);
    for (row, rekap) in (FIRST_ROW..).zip(rows) {
        put_row(&mut sheet, row, rekap, anggaran.next(), computed, places);
    }
    rekap::merge_runs(&mut sheet, FIRST_ROW, 0, rows.iter().map(|row| row.sasaran.as_str()));
    put_total(&mut sheet, FIRST_ROW + u32::try_from(rows.len()).unwrap_or_default(), computed);
    sheet
}

fn put_row(
    sheet: &mut Sheet,
    row: u32,
    rekap: &RekapKeuangan,
    source: Option<&Anggaran>,
    computed: &Computed,
    places: &Places,
) {
    let lines = measure::lines(&rekap.program, WIDTHS[1], Style::TEXT);
    let lines = lines.max(measure::lines(&rekap.sasaran, WIDTHS[0], Style::TEXT));
    sheet.heights.insert(row, measure::height(lines, Style::TEXT));
    sheet.put(row, 1, Content::text(rekap.program.as_str()), Style::TEXT);
    let figures = [(ANGGARAN, &rekap.anggaran), (REALISASI, &rekap.realisasi)];
    for (col, nilai) in figures {
        let (content, style) = match nilai {
            Nilai::Angka(rupiah) if col == ANGGARAN => {
                let place = source.map(|anggaran| anggaran.tahunan.place);
                (rekap::taken_from(place, places, rupiah.0), Style::amount(rupiah.0))
            }
            Nilai::Angka(rupiah) => {
                let months = source.into_iter().flat_map(|anggaran| anggaran.bulan.iter());
                let months = months
                    .filter(|(bulan, _)| computed.bulan_akhir.is_none_or(|akhir| *bulan <= akhir))
                    .filter_map(|(_, isi)| isi.as_ref())
                    .map(|isi| (isi.realisasi.place, isi.realisasi.value.angka().map(|rupiah| rupiah.0)));
                (rekap::sum_from(months, places, rupiah.0), Style::amount(rupiah.0))
            }
            Nilai::Nihil => rekap::nil(),
            Nilai::Kosong | Nilai::TakTerbaca => (Content::Blank, Style::TEXT),
        };
        sheet.put(row, col, content, style);
    }
    put_capaian(sheet, row, rekap.persen, Style::number(2));
}

/// The row "Total", which adds up the rows above it.
fn put_total(sheet: &mut Sheet, row: u32, computed: &Computed) {
    let Some(total) = &computed.rekap.total else { return };
    let label = Area { first: CellRef::new(row, 0), last: CellRef::new(row, ANGGARAN - 1) };
    sheet.put_merged(label, Content::text("Total"), Style::HEADING);
    for (col, result) in [(ANGGARAN, total.tahunan.0), (REALISASI, total.realisasi.0)] {
        let cells = (FIRST_ROW..row).map(|row| CellRef::new(row, col));
        let written: Decimal = cells
            .clone()
            .filter_map(|cell| sheet.cells.get(&cell)?.content.figure())
            .fold(Decimal::ZERO, Decimal::saturating_add);
        let content = formulas::sum_of("", cells)
            .map_or_else(|| Content::number(result), |formula| formulas::sum(formula, written, result));
        sheet.put(row, col, content, Style::amount(result).strong());
    }
    put_capaian(sheet, row, total.persen, Style::number(2).strong());
}

fn put_capaian(sheet: &mut Sheet, row: u32, persen: Option<Persen>, style: Style) {
    let (content, style) = match persen {
        Some(persen) => {
            (rekap::percentage(sheet, CellRef::new(row, ANGGARAN), CellRef::new(row, REALISASI), persen.0), style)
        }
        None => rekap::nil(),
    };
    sheet.put(row, CAPAIAN, content, style);
}
