//! From a report to the rows of the tables.

use lampiran_core::{
    Anggaran, Bagian, Computed, Decimal, Diagnostic, Grade, Indikator, Jenis, Lang, Laporan, Nilai, Periode, Persen,
    Place, Rupiah, Sasaran, Sourced, Ukuran,
};
use serde::{Deserialize, Serialize};

use crate::Table;

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Value {
    /// Nothing.
    Null,
    /// Text.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// An exact decimal.
    Decimal(#[serde(with = "rust_decimal::serde::str")] Decimal),
}

/// A row: one value for each of the table's columns, in their order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The table it belongs to.
    pub table: Table,
    /// Its values.
    pub values: Vec<Value>,
}

/// The workbook that rows come from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Source {
    /// Its name, as given.
    pub berkas: String,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Its size in bytes.
    pub ukuran: u64,
    /// What kind of file it really is; empty where that is not known.
    pub format: String,
    /// Why it was refused.
    pub alasan: Option<String>,
    /// The other file of this run with the same bytes.
    pub salinan_dari: Option<String>,
}

/// The row of a workbook that gave no report: refused, or a copy of one already read.
pub fn berkas_alone(source: &Source) -> Row {
    let hasil = if source.alasan.is_some() { Some("ditolak") } else { None };
    berkas(source, &Laporan::default(), None, hasil, &[])
}

/// All rows of a report that was read.
pub fn of(source: &Source, laporan: &Laporan, computed: &Computed, findings: &[Diagnostic], lang: Lang) -> Vec<Row> {
    let wrong = findings.iter().any(|finding| finding.grade == Grade::Salah);
    let hasil = if wrong { "salah" } else { "bersih" };
    let mut rows = vec![berkas(source, laporan, laporan.periode.as_ref().map(|p| p.value), Some(hasil), findings)];
    let mut hasil = computed.bagian.iter();
    let mut urut = 0;
    for lampiran in &laporan.lampiran {
        for bagian in &lampiran.bagian {
            urut += 1;
            let section = Section {
                source,
                laporan,
                bulan_laporan: computed.bulan_akhir.map(|b| b.number().into()),
                lampiran: lampiran.nomor,
                bagian,
                urut,
            };
            let hasil = hasil.next();
            let (mut indikator, mut anggaran) = (0, 0);
            for (i, sasaran) in bagian.sasaran.iter().enumerate() {
                let hasil = hasil.and_then(|hasil| hasil.sasaran.get(i));
                for (j, item) in sasaran.indikator.iter().enumerate() {
                    indikator += 1;
                    section.kinerja(&mut rows, (i, sasaran), indikator, item, hasil.and_then(|h| h.indikator.get(j)));
                }
                for (j, item) in sasaran.anggaran.iter().enumerate() {
                    anggaran += 1;
                    section.anggaran(&mut rows, (i, sasaran), anggaran, item, hasil.and_then(|h| h.anggaran.get(j)));
                }
            }
        }
    }
    rows.extend(findings.iter().enumerate().map(|(i, finding)| catatan(source, laporan, i, finding, lang)));
    rows
}

fn berkas(
    source: &Source,
    laporan: &Laporan,
    periode: Option<Periode>,
    hasil: Option<&str>,
    findings: &[Diagnostic],
) -> Row {
    let count =
        |grade| findings.iter().filter(|finding| finding.grade == grade).map(|finding| finding.count).sum::<usize>();
    let values = vec![
        text(&source.berkas),
        text(&source.sha256),
        whole(source.ukuran),
        optional(Some(source.format.as_str()).filter(|format| !format.is_empty())),
        optional(hasil),
        optional(source.alasan.as_deref()),
        optional(source.salinan_dari.as_deref()),
        optional(laporan.instansi.as_deref()),
        optional(laporan.pemda.as_deref()),
        periode.and_then(|p| p.tahun).map_or(Value::Null, |tahun| Value::Integer(tahun.into())),
        periode.map_or(Value::Null, |p| Value::Integer(p.awal.number().into())),
        laporan.bulan_akhir().map_or(Value::Null, |bulan| Value::Integer(bulan.number().into())),
        whole(count(Grade::Salah) as u64),
        whole(count(Grade::PerluDilihat) as u64),
    ];
    Row { table: Table::Berkas, values }
}

/// What all rows of a section share.
struct Section<'a> {
    source: &'a Source,
    laporan: &'a Laporan,
    bulan_laporan: Option<i64>,
    lampiran: u8,
    bagian: &'a Bagian,
    urut: i64,
}

type Hasil<'a> = Option<&'a lampiran_core::PerBulan<Nilai<Persen>>>;

impl Section<'_> {
    fn common(&self, place: Place, (i, sasaran): (usize, &Sasaran), blok: i64) -> Vec<Value> {
        vec![
            text(&self.source.berkas),
            text(&self.source.sha256),
            text(self.laporan.nama_lembar(place.sheet)),
            sel(place),
            optional(self.laporan.instansi.as_deref()),
            self.laporan.periode.as_ref().and_then(|p| p.value.tahun).map_or(Value::Null, |t| Value::Integer(t.into())),
            self.bulan_laporan.map_or(Value::Null, Value::Integer),
            Value::Integer(self.lampiran.into()),
            Value::Integer(self.urut),
            self.bagian.eselon.map_or(Value::Null, |eselon| Value::Text(eselon.to_string())),
            text(&self.bagian.jabatan),
            whole(i as u64 + 1),
            text(&sasaran.uraian.value),
            Value::Integer(blok),
        ]
    }

    fn anggaran(&self, rows: &mut Vec<Row>, sasaran: (usize, &Sasaran), blok: i64, item: &Anggaran, hasil: Hasil) {
        for (bulan, isi) in item.bulan.iter() {
            let Some(isi) = isi else { continue };
            let mut values = self.common(item.nama.place, sasaran, blok);
            values.extend([
                text(&item.no),
                optional(item.kode.as_deref()),
                text(match item.jenis {
                    Jenis::Program => "program",
                    Jenis::Kegiatan => "kegiatan",
                }),
                text(&item.nama.value),
                Value::Integer((!item.tersembunyi).into()),
            ]);
            values.extend(rupiah(&item.tahunan));
            values.push(Value::Integer(bulan.number().into()));
            values.extend(rupiah(&isi.target));
            values.extend(rupiah(&isi.realisasi));
            values.extend(persen(&isi.persen));
            values.extend([capaian(hasil.map(|hasil| &hasil[bulan])), optional(isi.keterangan.value.as_deref())]);
            rows.push(Row { table: Table::Anggaran, values });
        }
    }

    fn kinerja(&self, rows: &mut Vec<Row>, sasaran: (usize, &Sasaran), blok: i64, item: &Indikator, hasil: Hasil) {
        for (bulan, isi) in item.bulan.iter() {
            let Some(isi) = isi else { continue };
            let mut values = self.common(item.uraian.place, sasaran, blok);
            values.extend([
                text(&item.no),
                text(&item.uraian.value),
                text(&item.satuan.value),
                Value::Integer((!item.tersembunyi).into()),
            ]);
            values.extend(ukuran(&item.target_tahunan));
            values.push(Value::Integer(bulan.number().into()));
            values.extend(ukuran(&isi.target));
            values.extend(ukuran(&isi.realisasi));
            values.extend(persen(&isi.persen));
            values.extend([
                capaian(hasil.map(|hasil| &hasil[bulan])),
                optional(isi.keterangan.value.as_deref()),
                optional(isi.output.as_ref().and_then(|output| output.value.as_deref())),
            ]);
            rows.push(Row { table: Table::Kinerja, values });
        }
    }
}

fn catatan(source: &Source, laporan: &Laporan, i: usize, finding: &Diagnostic, lang: Lang) -> Row {
    let values = vec![
        text(&source.berkas),
        text(&source.sha256),
        whole(i as u64 + 1),
        text(finding.name),
        text(finding.grade.word()),
        finding.sheet.map_or(Value::Null, |sheet| text(laporan.nama_lembar(sheet))),
        finding.cell.map_or(Value::Null, |cell| Value::Text(cell.to_string())),
        optional(finding.bagian.as_deref()),
        optional(finding.blok.as_deref()),
        finding.bulan.map_or(Value::Null, |bulan| Value::Integer(bulan.number().into())),
        optional(finding.found.as_deref()),
        optional(finding.expected.as_deref()),
        whole(finding.count as u64),
        text(finding.message.get(lang)),
        optional(finding.advice.as_ref().map(|advice| advice.get(lang))),
    ];
    Row { table: Table::Catatan, values }
}

fn rupiah(figure: &Sourced<Nilai<Rupiah>>) -> [Value; 3] {
    [
        figure.value.angka().map_or(Value::Null, |rupiah| Value::Decimal(rupiah.0)),
        status(&figure.value),
        sel(figure.place),
    ]
}

fn persen(figure: &Sourced<Nilai<Persen>>) -> [Value; 3] {
    [
        figure.value.angka().map_or(Value::Null, |persen| Value::Decimal(persen.0)),
        status(&figure.value),
        sel(figure.place),
    ]
}

fn ukuran(figure: &Sourced<Nilai<Ukuran>>) -> [Value; 4] {
    let (bilangan, predikat, status) = match &figure.value {
        Nilai::Angka(Ukuran::Bilangan(bilangan)) => (Value::Decimal(*bilangan), Value::Null, text("angka")),
        Nilai::Angka(Ukuran::Predikat(predikat)) => (Value::Null, text(predikat), text("predikat")),
        other => (Value::Null, Value::Null, status(other)),
    };
    [bilangan, predikat, status, sel(figure.place)]
}

fn capaian(hasil: Option<&Nilai<Persen>>) -> Value {
    hasil.and_then(Nilai::angka).map_or(Value::Null, |persen| Value::Decimal(persen.rounded().0))
}

fn status<T>(nilai: &Nilai<T>) -> Value {
    text(match nilai {
        Nilai::Kosong => "kosong",
        Nilai::Nihil => "nihil",
        Nilai::Angka(_) => "angka",
        Nilai::TakTerbaca => "tak_terbaca",
    })
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn optional(text: Option<&str>) -> Value {
    text.map_or(Value::Null, |text| Value::Text(text.to_owned()))
}

fn sel(place: Place) -> Value {
    Value::Text(place.cell.to_string())
}

fn whole(number: u64) -> Value {
    i64::try_from(number).map_or(Value::Null, Value::Integer)
}
