//! Bab II of the published report: the rekap tables that an office types beside its lampiran.
#![allow(clippy::unwrap_used, clippy::missing_panics_doc, reason = "a test that cannot go on fails")]

use lampiran_core::{Area, CellRef};
use lampiran_reader::grid::Sheet;

use crate::sheet::sheet;

/// Bab II as published, but for the total that its sentence states: there it was 9.704.332.435,00.
pub const BAB_II: &str = "\
| | A | B | C | D | E | F |
| - | - | - | - | - | - | - |
| 1 | Tabel 2.5.2 Realisasi Capaian Rencana Aksi Atas Perjanjian Kinerja Bulan Januari sampai dengan Februari Tahun 2024 | | | | | |
| 3 | Sasaran | Indikator | Target Kinerja | | Realisasi | Capaian Kinerja (%) |
| 4 | | | Tahunan | Bulan Januari s/d Februari | | |
| 5 | 1 | 2 | 3 | 4 | 5 | 6 |
| 6 | Menurunnya penduduk miskin | Persentase penduduk miskin | '4,90% | - | - | - |
| 7 | Meningkatnya penanganan PMKS | Persentase penanganan PMKS | '9,86% | - | - | - |
| 8 | | Jumlah laporan Penanganan Penyandang Masalah Kesejahteraan Sosial (PMKS) yang sesuai aturan yang berlaku | 12 Laporan | 2 Laporan | 2 Laporan | 100 |
| 9 | | Jumlah laporan Potensi Sumber Kesejahteraan Sosial (PSKS) yang aktif | 12 Laporan | 2 Laporan | 2 Laporan | 100 |
| 11 | Sasaran | Indikator | Target Kinerja | | Realisasi | Capaian Kinerja (%) |
| 12 | | | Tahunan | Bulan Januari s/d Februari | | |
| 13 | 1 | 2 | 3 | 4 | 5 | 6 |
| 14 | Meningkatnya penanganan korban bencana | Persentase korban bencana yang menerima bantuan sosial selama masa tanggap darurat | '100% | - | - | - |
| 15 | Meningkatnya perlindungan terhadap nilai kepahlawanan | Cakupan perlindungan terhadap nilai kepahlawanan | '100% | - | - | - |
| 16 | Meningkatnya capaian IKM Dinas Sosial | Persentase capaian IKM Dinas Sosial | '80% | - | - | - |
| 18 | Berdasarkan tabel di atas untuk bulan Januari sampai dengan Februari tahun 2024 Capaian Kinerja terealisasi 100% pada dua indikator sasaran. | | | | | |
| 20 | Tabel 2.6.1 Realisasi Capaian Keuangan Bulan Januari sampai dengan Februari Tahun 2024 | | | | | |
| 22 | NO | Sasaran Strategis | Program | Anggaran | Realisasi Bulan Januari s/d Februari | Capaian Keuangan (%) |
| 23 | 1 | 2 | 3 | 4 | 5 | 6 |
| 24 | 1 | Menurunnya penduduk miskin | Program Pemberdayaan Sosial | 2.978.641.819 | 36.069.364 | 1,21 |
| 25 | | | Program Perlindungan dan Jaminan Sosial | 253.111.493 | 38.220.246 | 15,10 |
| 26 | 2 | Meningkatnya penanganan PMKS | Program Rehabilitasi Sosial | 4.548.484.379 | 45.080.980 | 0,99 |
| 27 | 3 | Meningkatnya penanganan korban bencana | Program Penanganan Bencana | 137.491.789 | 19.021.590 | 13,83 |
| 28 | 4 | Meningkatnya perlindungan terhadap nilai kepahlawanan | PROGRAM  PENGELOLAAN TAMAN MAKAM PAHLAWAN | 1.179.684.729 | 139.687.826 | 11,84 |
| 29 | 5 | Meningkatnya capaian IKM Dinas Sosial | Program Penunjang Urusan Pemerintah Daerah Kabupaten/ Kota | 5.932.618.226 | 644.728.232 | 10,87 |
| 30 | Total | | | 15.030.032.435 | 922.808.238 | 6,14 |
| 32 | Dari tabel di atas dapat dilihat total anggaran Dinas Sosial Kabupaten Buleleng adalah Rp.15.030.032.435,00 dengan total realisasi anggaran Rp.922.808.238,00 dengan capaian keuangan 6,14%. | | | | | |";

/// The sheet that such a text describes.
pub fn bab_ii(text: &str) -> Sheet {
    let lines: Vec<&str> = text.lines().collect();
    let mut sheet = sheet("BAB II", false, &lines).unwrap();
    let area = |text: &str| {
        let (first, last) = text.split_once(':').unwrap();
        Area { first: CellRef::parse(first).unwrap(), last: CellRef::parse(last).unwrap() }
    };
    // As staff merge it: headings over two rows, a sasaran over the rows of its indikator, the label of the total.
    sheet.merges =
        ["A3:A4", "B3:B4", "C3:D3", "E3:E4", "F3:F4", "A7:A9", "A24:A25", "B24:B25", "A30:C30"].map(area).to_vec();
    sheet.merges.sort();
    sheet
}
