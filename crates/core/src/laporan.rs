//! A report as read from one workbook: its lampiran, sections and sasaran, in the form's own words.

use std::fmt;

use crate::{
    Anggaran, Area, Bulan, Decimal, Indikator, PerBulan, Periode, Place, RekapTertulis, SheetId, Sourced, Total,
};

/// What one workbook says: the lampiran found in it, in the order of the document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Laporan {
    /// Names of all sheets of the workbook, hidden ones too, as they are; a [`SheetId`] is a position in it.
    pub lembar: Vec<String>,
    /// The office ("Dinas Sosial"), from the signature or a title.
    pub instansi: Option<String>,
    /// The local government ("Kabupaten Buleleng"), from a title or the signature.
    pub pemda: Option<String>,
    /// The period the titles name.
    pub periode: Option<Sourced<Periode>>,
    /// The months as this workbook spells them ("Pebruari", "JANUARI", "Jan").
    pub ejaan_bulan: Option<PerBulan<String>>,
    /// The lampiran.
    pub lampiran: Vec<Lampiran>,
    /// The rekap as typed beside the lampiran.
    pub rekap: RekapTertulis,
    /// Figures of the lampiran that were typed as text, in order: the cell, and the number that its text stands for.
    pub angka_teks: Vec<(Place, Decimal)>,
    /// Cells of kinerja whose number is shown as a percentage, in order: they hold a hundredth of what was read.
    pub sel_persen: Vec<Place>,
}

impl Laporan {
    /// The name of a sheet.
    pub fn nama_lembar(&self, sheet: SheetId) -> &str {
        self.lembar.get(usize::from(sheet.0)).map_or("", String::as_str)
    }

    /// All sections, in order.
    pub fn bagian(&self) -> impl Iterator<Item = &Bagian> {
        self.lampiran.iter().flat_map(|lampiran| &lampiran.bagian)
    }

    /// The last month the report covers: what the titles say, else the last month in which a realisasi is filled in.
    pub fn bulan_akhir(&self) -> Option<Bulan> {
        self.periode.as_ref().map(|p| p.value.akhir).or_else(|| self.bulan_terisi())
    }

    /// The last month in which any realisasi, of kinerja or anggaran, is filled in; what cannot be read counts too, for
    /// something was reported.
    pub fn bulan_terisi(&self) -> Option<Bulan> {
        let sasaran = || self.bagian().flat_map(|bagian| &bagian.sasaran);
        let kinerja = sasaran()
            .flat_map(|s| &s.indikator)
            .flat_map(|i| i.bulan.iter())
            .filter_map(|(bulan, isi)| isi.as_ref().filter(|isi| !isi.realisasi.value.is_blank()).map(|_| bulan));
        let anggaran = sasaran()
            .flat_map(|s| &s.anggaran)
            .flat_map(|a| a.bulan.iter())
            .filter_map(|(bulan, isi)| isi.as_ref().filter(|isi| !isi.realisasi.value.is_blank()).map(|_| bulan));
        kinerja.chain(anggaran).max()
    }

    /// The signature: the first one found (they should all be the same).
    pub fn pejabat(&self) -> Option<&Pejabat> {
        self.bagian().find_map(|bagian| bagian.pejabat.as_ref())
    }
}

/// One attachment: Lampiran 1 (officials by eselon), 2 (JFT), 3 (JFU) or 4 (PPPK). It may lie on one sheet, on a sheet
/// per section, or share a sheet with others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lampiran {
    /// 1 to 4: from "LAMPIRAN 1" in a title or a sheet's name, else its position in the document.
    pub nomor: u8,
    /// The title ("CAPAIAN RENCANA AKSI ATAS PERJANJIAN KINERJA"), empty where there is none.
    pub judul: String,
    /// The sections, in order. A title is no key: five people may be "PENYULUH SOSIAL AHLI MUDA".
    pub bagian: Vec<Bagian>,
}

/// The lines printed above a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Judul {
    /// All lines as typed, top to bottom.
    pub baris: Vec<Sourced<String>>,
    /// The lampiran's number, where a line says "LAMPIRAN n".
    pub nomor: Option<u8>,
    /// The period, where a line names one ("BULAN JANUARI-FEBRUARI TAHUN 2024").
    pub periode: Option<Sourced<Periode>>,
}

/// The section of one official: his or her sasaran, TOTAL and signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bagian {
    /// The sheet it lies on.
    pub lembar: SheetId,
    /// The rank, where the section's title names one ("Eselon II").
    pub eselon: Option<Eselon>,
    /// The post ("Kepala Dinas", "PENYULUH SOSIAL AHLI MUDA"), as typed; empty where there is no section title.
    pub jabatan: String,
    /// The cell of the section's title (of the jabatan where it is a cell of its own), else the table's first cell.
    pub place: Place,
    /// The title lines that stand above this section's table, where there are any between it and the one before.
    pub judul: Option<Judul>,
    /// The table's headings as typed, and its columns.
    pub kepala: KepalaTabel,
    /// The sasaran with their indikator and anggaran.
    pub sasaran: Vec<Sasaran>,
    /// The TOTAL row, where there is one.
    pub total: Option<Total>,
    /// The signature below the section, where there is one.
    pub pejabat: Option<Pejabat>,
}

impl Bagian {
    /// "Eselon II / Kepala Dinas", or the jabatan alone: how messages name the section.
    pub fn nama(&self) -> String {
        match self.eselon {
            Some(eselon) if self.jabatan.is_empty() => format!("Eselon {eselon}"),
            Some(eselon) => format!("Eselon {eselon} / {}", self.jabatan),
            None => self.jabatan.clone(),
        }
    }

    /// All indikator of the section that are not hidden.
    pub fn indikator(&self) -> impl Iterator<Item = &Indikator> {
        self.sasaran.iter().flat_map(|sasaran| &sasaran.indikator).filter(|indikator| !indikator.tersembunyi)
    }

    /// All program or kegiatan of the section that are not hidden.
    pub fn anggaran(&self) -> impl Iterator<Item = &Anggaran> {
        self.sasaran.iter().flat_map(|sasaran| &sasaran.anggaran).filter(|anggaran| !anggaran.tersembunyi)
    }
}

/// The headings of a section's table as typed, and where its columns stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KepalaTabel {
    /// 17 (kinerja and anggaran) or 11 (kinerja and output): the form, not the sheet's own count.
    pub kolom: u8,
    /// "Sasaran Strategis (Program)" or "Sasaran Kinerja".
    pub sasaran: String,
    /// "Indikator Kinerja Utama (IKU)" or "Indikator Kinerja".
    pub indikator: String,
    /// "Program" or "Kegiatan"; `None` without a budget side.
    pub anggaran: Option<String>,
    /// How many rupiah a 1 in a cell of the budget side is: 1, or 1000 where the heading says "Rp (000)". Amounts are kept
    /// in full rupiah.
    pub kelipatan: u32,
    /// The rows of the heading, first and last, number row included.
    pub area: Area,
    /// The columns of the sheet that hold each field.
    pub letak: Kolom,
}

/// The sheet column (from zero) of each field of a table; `None` where the table lacks it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[allow(missing_docs, reason = "the fields are the headings of the form")]
pub struct Kolom {
    pub no: Option<u16>,
    pub sasaran: Option<u16>,
    pub no_indikator: Option<u16>,
    pub indikator: Option<u16>,
    pub satuan: Option<u16>,
    pub arah: Option<u16>,
    pub rumus: Option<u16>,
    pub agregasi: Option<u16>,
    pub target_tahunan: Option<u16>,
    pub kinerja_bulan: Option<u16>,
    pub kinerja_target: Option<u16>,
    pub kinerja_realisasi: Option<u16>,
    pub kinerja_persen: Option<u16>,
    pub kinerja_keterangan: Option<u16>,
    pub output: Option<u16>,
    pub no_anggaran: Option<u16>,
    pub anggaran: Option<u16>,
    pub tahunan: Option<u16>,
    pub anggaran_bulan: Option<u16>,
    pub anggaran_target: Option<u16>,
    pub anggaran_realisasi: Option<u16>,
    pub anggaran_persen: Option<u16>,
    pub anggaran_keterangan: Option<u16>,
}

/// A sasaran: it spans all rows of its indikator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sasaran {
    /// The ordinal as printed; empty where there is none.
    pub no: String,
    /// The objective. Empty, at the first cell of the block, where no sasaran is printed.
    pub uraian: Sourced<String>,
    /// Its indikator, top to bottom.
    pub indikator: Vec<Indikator>,
    /// The program or kegiatan printed beside them, top to bottom: a stack of its own.
    pub anggaran: Vec<Anggaran>,
}

/// The rank of an official.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names are the ranks")]
pub enum Eselon {
    I,
    II,
    III,
    IV,
    V,
}

impl fmt::Display for Eselon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::I => "I",
            Self::II => "II",
            Self::III => "III",
            Self::IV => "IV",
            Self::V => "V",
        })
    }
}

/// The signature block: place and date, jabatan, name, pangkat and NIP, each as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pejabat {
    /// "Singaraja".
    pub kota: Option<Sourced<String>>,
    /// "4 Maret 2024", as typed.
    pub tanggal: Option<Sourced<String>>,
    /// "Kepala Dinas Sosial Kabupaten Buleleng".
    pub jabatan: Option<Sourced<String>>,
    /// Name with titles.
    pub nama: Option<Sourced<String>>,
    /// "Pembina Utama Muda (IV/c)".
    pub pangkat: Option<Sourced<String>>,
    /// The 18 digits as typed, without "NIP."; `None` where it was held as a number and has lost digits.
    pub nip: Option<Sourced<String>>,
}
