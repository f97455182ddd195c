//! A report as JSON: the facts of the form as read, beside them what the program computes.

use lampiran_core::{
    Anggaran, Bagian, Bulan, BulanAnggaran, BulanKinerja, CaraHitung, HasilBagian, HasilSasaran, Indikator, Jenis,
    Jumlah, Lampiran, Lang, Nilai, Pejabat, PerBulan, Persen, Rekap, Sasaran, Sourced, Total,
};
use schemars::JsonSchema;
use serde::Serialize;

use super::{Catatan, Figure, capaian, nilai};
use crate::Outcome;

/// What `lampiran read --format json` prints.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "lampiran read")]
pub struct LaporanJson {
    /// The file, as it was named.
    pub berkas: String,
    /// The office ("Dinas Sosial").
    pub instansi: Option<String>,
    /// The local government ("Kabupaten Buleleng").
    pub pemda: Option<String>,
    /// The year the titles name.
    pub tahun: Option<u16>,
    /// First month of the period the titles name, 1 to 12.
    pub bulan_awal: Option<u8>,
    /// Last month of the report, 1 to 12: what the titles say, else the last month filled in.
    pub bulan_akhir: Option<u8>,
    /// The signature.
    pub pejabat: Option<PejabatJson>,
    /// The attachments, in the order of the document; empty where the file could not be used.
    pub lampiran: Vec<LampiranJson>,
    /// The rekap tables, computed.
    pub rekap: RekapJson,
    /// What was found.
    pub catatan: Vec<Catatan>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Pejabat")]
pub struct PejabatJson {
    pub kota: Option<String>,
    pub tanggal: Option<String>,
    pub jabatan: Option<String>,
    pub nama: Option<String>,
    pub pangkat: Option<String>,
    /// 18 digits as typed; `null` where it was held as a number and has lost digits.
    pub nip: Option<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Lampiran")]
pub struct LampiranJson {
    pub nomor: u8,
    pub judul: String,
    pub bagian: Vec<BagianJson>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Bagian")]
pub struct BagianJson {
    /// The sheet it lies on.
    pub lembar: String,
    /// "I" to "V".
    pub eselon: Option<String>,
    pub jabatan: String,
    /// 17 or 11: which form.
    pub kolom: u8,
    pub sasaran: Vec<SasaranJson>,
    /// The TOTAL row as written.
    pub total: Option<TotalJson>,
    /// The same four figures, computed.
    pub jumlah: Option<TotalJson>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Sasaran")]
pub struct SasaranJson {
    pub no: String,
    pub uraian: String,
    pub indikator: Vec<IndikatorJson>,
    pub anggaran: Vec<AnggaranJson>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Indikator")]
pub struct IndikatorJson {
    pub no: String,
    pub uraian: String,
    pub satuan: String,
    pub target_tahunan: Option<String>,
    /// How `capaian` and the rekap were counted: as set, as the workbook says, or as recognised from its figures.
    pub cara: Option<CaraHitung>,
    /// Twelve months, Januari first.
    pub bulan: Vec<BulanJson>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Anggaran")]
pub struct AnggaranJson {
    pub no: String,
    pub nama: String,
    /// "program" or "kegiatan".
    pub jenis: &'static str,
    /// The pagu of the year, in rupiah.
    pub tahunan: Option<String>,
    /// How many blocks below the top of its sasaran it starts.
    pub mulai_blok: usize,
    /// Twelve months, Januari first.
    pub bulan: Vec<BulanJson>,
}

#[derive(Debug, Default, Serialize, JsonSchema)]
#[schemars(rename = "Bulan")]
pub struct BulanJson {
    pub target: Option<String>,
    pub realisasi: Option<String>,
    /// The percentage as written, in points.
    pub persen: Option<String>,
    /// The percentage as computed, in points.
    pub capaian: Option<String>,
    pub keterangan: Option<String>,
    /// Only in the form of eleven columns.
    pub output: Option<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Total")]
pub struct TotalJson {
    pub tahunan: Option<String>,
    pub target: Option<String>,
    pub realisasi: Option<String>,
    pub persen: Option<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Rekap")]
#[allow(clippy::struct_field_names, reason = "the keys are those of the contract")]
pub struct RekapJson {
    /// Tabel 2.5.2.
    pub capaian_kinerja: Vec<RekapKinerjaJson>,
    /// Tabel 2.6.1.
    pub capaian_keuangan: Vec<RekapKeuanganJson>,
    /// The last row of Tabel 2.6.1.
    pub capaian_keuangan_total: Option<RekapTotalJson>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "RekapKinerja")]
pub struct RekapKinerjaJson {
    pub sasaran: String,
    pub indikator: String,
    pub satuan: String,
    pub tahunan: Option<String>,
    pub target: Option<String>,
    pub realisasi: Option<String>,
    pub persen: Option<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "RekapKeuangan")]
pub struct RekapKeuanganJson {
    pub sasaran: String,
    pub program: String,
    pub anggaran: Option<String>,
    pub realisasi: Option<String>,
    pub persen: Option<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "RekapTotal")]
pub struct RekapTotalJson {
    pub anggaran: String,
    pub realisasi: String,
    pub persen: Option<String>,
}

impl LaporanJson {
    /// The JSON of one file.
    pub fn new(outcome: &Outcome, lang: Lang) -> Self {
        let (laporan, computed) = (&outcome.laporan, &outcome.computed);
        let periode = laporan.periode.as_ref().map(|periode| periode.value);
        let mut hasil = computed.bagian.iter();
        Self {
            berkas: outcome.berkas.clone(),
            instansi: laporan.instansi.clone(),
            pemda: laporan.pemda.clone(),
            tahun: periode.and_then(|periode| periode.tahun),
            bulan_awal: periode.map(|periode| periode.awal.number()),
            bulan_akhir: laporan.bulan_akhir().map(Bulan::number),
            pejabat: laporan.pejabat().map(pejabat),
            lampiran: laporan.lampiran.iter().map(|each| lampiran(outcome, each, &mut hasil)).collect(),
            rekap: rekap(&computed.rekap),
            catatan: outcome.findings.iter().map(|finding| Catatan::new(finding, outcome, lang)).collect(),
        }
    }
}

fn pejabat(pejabat: &Pejabat) -> PejabatJson {
    let text = |line: &Option<Sourced<String>>| line.as_ref().map(|line| line.value.clone());
    PejabatJson {
        kota: text(&pejabat.kota),
        tanggal: text(&pejabat.tanggal),
        jabatan: text(&pejabat.jabatan),
        nama: text(&pejabat.nama),
        pangkat: text(&pejabat.pangkat),
        nip: text(&pejabat.nip),
    }
}

fn lampiran<'a>(
    outcome: &Outcome,
    lampiran: &Lampiran,
    hasil: &mut impl Iterator<Item = &'a HasilBagian>,
) -> LampiranJson {
    LampiranJson {
        nomor: lampiran.nomor,
        judul: lampiran.judul.clone(),
        bagian: lampiran.bagian.iter().map(|each| bagian(outcome, each, hasil.next())).collect(),
    }
}

fn bagian(outcome: &Outcome, bagian: &Bagian, hasil: Option<&HasilBagian>) -> BagianJson {
    let sasaran_hasil = |i: usize| hasil.and_then(|hasil| hasil.sasaran.get(i));
    BagianJson {
        lembar: outcome.laporan.nama_lembar(bagian.lembar).to_owned(),
        eselon: bagian.eselon.map(|eselon| eselon.to_string()),
        jabatan: bagian.jabatan.clone(),
        kolom: bagian.kepala.kolom,
        sasaran: bagian.sasaran.iter().enumerate().map(|(i, each)| sasaran(each, sasaran_hasil(i))).collect(),
        total: bagian.total.as_ref().map(total),
        jumlah: hasil.and_then(|hasil| hasil.jumlah.as_ref()).map(jumlah),
    }
}

fn sasaran(sasaran: &Sasaran, hasil: Option<&HasilSasaran>) -> SasaranJson {
    let kinerja = |i: usize| hasil.and_then(|hasil| Some((hasil.indikator.get(i)?, *hasil.cara.get(i)?)));
    let keuangan = |i: usize| hasil.and_then(|hasil| hasil.anggaran.get(i));
    SasaranJson {
        no: sasaran.no.clone(),
        uraian: sasaran.uraian.value.clone(),
        indikator: sasaran.indikator.iter().enumerate().map(|(i, each)| indikator(each, kinerja(i))).collect(),
        anggaran: sasaran.anggaran.iter().enumerate().map(|(i, each)| anggaran(each, keuangan(i))).collect(),
    }
}

fn indikator(indikator: &Indikator, hasil: Option<(&PerBulan<Nilai<Persen>>, CaraHitung)>) -> IndikatorJson {
    let month = |(bulan, isi): (Bulan, &Option<BulanKinerja>)| {
        let Some(isi) = isi else { return BulanJson::default() };
        let mut month =
            bulan_json(&isi.target.value, &isi.realisasi.value, &isi.persen.value, isi.keterangan.value.as_deref());
        month.capaian = hasil.and_then(|(hasil, _)| capaian(&hasil[bulan]));
        month.output = isi.output.as_ref().and_then(|output| output.value.as_deref()).map(str::to_owned);
        month
    };
    IndikatorJson {
        no: indikator.no.clone(),
        uraian: indikator.uraian.value.clone(),
        satuan: indikator.satuan.value.clone(),
        target_tahunan: nilai(&indikator.target_tahunan.value),
        cara: hasil.map(|(_, cara)| cara),
        bulan: indikator.bulan.iter().map(month).collect(),
    }
}

fn anggaran(anggaran: &Anggaran, hasil: Option<&PerBulan<Nilai<Persen>>>) -> AnggaranJson {
    let month = |(bulan, isi): (Bulan, &Option<BulanAnggaran>)| {
        let Some(isi) = isi else { return BulanJson::default() };
        let mut month =
            bulan_json(&isi.target.value, &isi.realisasi.value, &isi.persen.value, isi.keterangan.value.as_deref());
        month.capaian = hasil.and_then(|hasil| capaian(&hasil[bulan]));
        month
    };
    AnggaranJson {
        no: anggaran.no.clone(),
        nama: anggaran.nama.value.clone(),
        jenis: match anggaran.jenis {
            Jenis::Program => "program",
            Jenis::Kegiatan => "kegiatan",
        },
        tahunan: nilai(&anggaran.tahunan.value),
        mulai_blok: anggaran.mulai_blok,
        bulan: anggaran.bulan.iter().map(month).collect(),
    }
}

fn bulan_json<T: Figure>(
    target: &Nilai<T>,
    realisasi: &Nilai<T>,
    persen: &Nilai<Persen>,
    keterangan: Option<&str>,
) -> BulanJson {
    BulanJson {
        target: nilai(target),
        realisasi: nilai(realisasi),
        persen: nilai(persen),
        keterangan: keterangan.map(str::to_owned),
        ..BulanJson::default()
    }
}

fn total(total: &Total) -> TotalJson {
    TotalJson {
        tahunan: nilai(&total.tahunan.value),
        target: nilai(&total.target.value),
        realisasi: nilai(&total.realisasi.value),
        persen: nilai(&total.persen.value),
    }
}

fn jumlah(jumlah: &Jumlah) -> TotalJson {
    TotalJson {
        tahunan: Some(jumlah.tahunan.text()),
        target: Some(jumlah.target.text()),
        realisasi: Some(jumlah.realisasi.text()),
        persen: jumlah.persen.map(|persen| persen.rounded().text()),
    }
}

fn rekap(rekap: &Rekap) -> RekapJson {
    let kinerja = rekap.kinerja.iter().map(|row| RekapKinerjaJson {
        sasaran: row.sasaran.clone(),
        indikator: row.indikator.clone(),
        satuan: row.satuan.clone(),
        tahunan: nilai(&row.tahunan),
        target: nilai(&row.target),
        realisasi: nilai(&row.realisasi),
        persen: capaian(&row.persen),
    });
    let keuangan = rekap.keuangan.iter().map(|row| RekapKeuanganJson {
        sasaran: row.sasaran.clone(),
        program: row.program.clone(),
        anggaran: nilai(&row.anggaran),
        realisasi: nilai(&row.realisasi),
        persen: row.persen.map(|persen| persen.rounded().text()),
    });
    RekapJson {
        capaian_kinerja: kinerja.collect(),
        capaian_keuangan: keuangan.collect(),
        capaian_keuangan_total: rekap.total.as_ref().map(|total| RekapTotalJson {
            anggaran: total.tahunan.text(),
            realisasi: total.realisasi.text(),
            persen: total.persen.map(|persen| persen.rounded().text()),
        }),
    }
}
