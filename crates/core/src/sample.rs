//! Small reports built by hand, for tests.

use crate::{
    Anggaran, Area, Bagian, Bulan, BulanAnggaran, BulanKinerja, CellRef, Decimal, Eselon, Indikator, Jenis,
    KepalaTabel, Kolom, Lampiran, Laporan, Nilai, PerBulan, Periode, Persen, Place, Rupiah, Sasaran, SheetId, Sourced,
    Total, Ukuran,
};

/// A cell of the one sheet.
fn at<T>(value: T, row: u32, col: u16) -> Sourced<T> {
    Sourced::new(value, Place { sheet: SheetId(0), cell: CellRef::new(row, col) })
}

/// Reads `-`, blank or a number.
fn nilai<T>(text: &str, make: impl FnOnce(Decimal) -> T) -> Nilai<T> {
    match text {
        "" => Nilai::Kosong,
        "-" => Nilai::Nihil,
        number => number.parse().map_or(Nilai::TakTerbaca, |number| Nilai::Angka(make(number))),
    }
}

fn rupiah(text: &str) -> Nilai<Rupiah> {
    nilai(text, Rupiah)
}

fn ukuran(text: &str) -> Nilai<Ukuran> {
    match nilai(text, Ukuran::Bilangan) {
        Nilai::TakTerbaca => Nilai::Angka(Ukuran::Predikat(text.into())),
        nilai => nilai,
    }
}

/// The month's entry of a list, blank beyond its end.
fn of<'a>(list: &[&'a str], bulan: Bulan) -> &'a str {
    list.get(usize::from(bulan.number() - 1)).copied().unwrap_or_default()
}

/// An indikator from row 1 on, Januari first; columns A to F.
pub(crate) fn indikator(
    satuan: &str,
    tahunan: &str,
    target: &[&str],
    realisasi: &[&str],
    persen: &[&str],
) -> Indikator {
    let month = |bulan: Bulan| {
        let row = u32::from(bulan.number()) - 1;
        BulanKinerja {
            bulan: at((), row, 3).place,
            target: at(ukuran(of(target, bulan)), row, 4),
            realisasi: at(ukuran(of(realisasi, bulan)), row, 5),
            persen: at(nilai(of(persen, bulan), Persen), row, 6),
            keterangan: at(None, row, 7),
            output: None,
        }
    };
    Indikator {
        no: String::new(),
        uraian: at("Jumlah layanan".to_owned(), 0, 0),
        satuan: at(satuan.to_owned(), 0, 1),
        target_tahunan: at(ukuran(tahunan), 0, 2),
        cara: None,
        bulan: PerBulan::from_fn(|bulan| Some(month(bulan))),
        tersembunyi: false,
    }
}

/// A program whose first row is `row` (from 1): name in J, Tahunan K, Bulan L, Target M, Realisasi N, % O.
pub(crate) fn program(nama: &str, row: u32, tahunan: &str, target: &[&str], realisasi: &[&str]) -> Anggaran {
    let top = row - 1;
    let month = |bulan: Bulan| {
        let row = top + u32::from(bulan.number()) - 1;
        BulanAnggaran {
            bulan: at((), row, 11).place,
            target: at(rupiah(of(target, bulan)), row, 12),
            realisasi: at(rupiah(of(realisasi, bulan)), row, 13),
            persen: at(Nilai::Kosong, row, 14),
            keterangan: at(None, row, 15),
        }
    };
    Anggaran {
        no: String::new(),
        kode: None,
        nama: at(nama.to_owned(), top, 9),
        jenis: Jenis::Program,
        tahunan: at(rupiah(tahunan), top, 10),
        mulai_blok: 0,
        bulan: PerBulan::from_fn(|bulan| Some(month(bulan))),
        tersembunyi: false,
    }
}

/// A section of Eselon II with some indikator and program, and a TOTAL of Tahunan, Target and Realisasi in row 100.
pub(crate) fn bagian(indikator: Vec<Indikator>, anggaran: Vec<Anggaran>, total: Option<[&str; 3]>) -> Bagian {
    let total = total.map(|[tahunan, target, realisasi]| Total {
        label: at((), 99, 0).place,
        tahunan: at(rupiah(tahunan), 99, 10),
        target: at(rupiah(target), 99, 12),
        realisasi: at(rupiah(realisasi), 99, 13),
        persen: at(Nilai::Kosong, 99, 14),
    });
    Bagian {
        lembar: SheetId(0),
        eselon: Some(Eselon::II),
        jabatan: "Kepala Dinas".to_owned(),
        place: at((), 0, 0).place,
        judul: None,
        kepala: KepalaTabel {
            kolom: 17,
            sasaran: String::new(),
            indikator: String::new(),
            anggaran: None,
            kelipatan: 1,
            area: Area { first: CellRef::new(0, 0), last: CellRef::new(0, 0) },
            letak: Kolom::default(),
        },
        sasaran: vec![Sasaran { no: String::new(), uraian: at("Layanan".to_owned(), 0, 0), indikator, anggaran }],
        total,
        pejabat: None,
    }
}

/// A report of one section, Januari to Februari.
pub(crate) fn laporan(bagian: Bagian) -> Laporan {
    let akhir = Bulan::JANUARI.next().unwrap_or(Bulan::DESEMBER);
    let periode = Periode { tahun: Some(2024), awal: Bulan::JANUARI, akhir };
    Laporan {
        lembar: vec!["LAMPIRAN 1".to_owned()],
        periode: Some(at(periode, 0, 0)),
        lampiran: vec![Lampiran { nomor: 1, judul: String::new(), bagian: vec![bagian] }],
        ..Laporan::default()
    }
}
