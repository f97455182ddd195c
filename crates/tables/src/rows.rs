//! From a report to the rows of the tables.

use std::collections::HashSet;

use lampiran_core::{
    Anggaran, Bagian, Bulan, Computed, Decimal, Diagnostic, Grade, Indikator, Jenis, Lang, Laporan, Nilai, Persen,
    Place, Rupiah, Sasaran, Sourced, Ukuran, counted,
};
use rust_decimal::RoundingStrategy;
use serde::{Deserialize, Serialize};

use crate::Table;
use crate::columns::{PRECISION, SCALE};

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
    /// What kind of file it really is, where that is known.
    pub format: Option<String>,
    /// Why it was refused.
    pub alasan: Option<String>,
    /// The other file of this run with the same bytes.
    pub salinan_dari: Option<String>,
}

/// The row of a copy of a workbook whose rows are there already.
pub fn of_copy(source: &Source) -> Vec<Row> {
    vec![berkas(source, &Laporan::default(), None, &[])]
}

/// All rows of a workbook; one that was refused has no more than its findings.
pub fn of(source: &Source, laporan: &Laporan, computed: &Computed, findings: &[Diagnostic], lang: Lang) -> Vec<Row> {
    let hasil = if source.alasan.is_some() {
        "ditolak"
    } else if findings.iter().any(|finding| finding.grade == Grade::Salah) {
        "salah"
    } else {
        "bersih"
    };
    let mut rows = vec![berkas(source, laporan, Some(hasil), findings)];
    let mut hasil = computed.bagian.iter();
    let mut urut = 0;
    for lampiran in &laporan.lampiran {
        for bagian in &lampiran.bagian {
            urut += 1;
            let section = Section {
                source,
                laporan,
                lampiran: lampiran.nomor,
                bagian,
                urut,
                counted: counted(bagian).into_iter().map(std::ptr::from_ref).collect(),
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

fn berkas(source: &Source, laporan: &Laporan, hasil: Option<&str>, findings: &[Diagnostic]) -> Row {
    let count =
        |grade| findings.iter().filter(|finding| finding.grade == grade).map(|finding| finding.count).sum::<usize>();
    let values = vec![
        text(&source.berkas),
        text(&source.sha256),
        whole(source.ukuran),
        optional(source.format.as_deref()),
        optional(hasil),
        optional(source.alasan.as_deref()),
        optional(source.salinan_dari.as_deref()),
        optional(laporan.instansi.as_deref()),
        optional(laporan.pemda.as_deref()),
        tahun(laporan),
        bulan(laporan.periode.as_ref().map(|periode| periode.value.awal)),
        bulan(laporan.bulan_akhir()),
        whole(count(Grade::Salah) as u64),
        whole(count(Grade::PerluDilihat) as u64),
    ];
    Row { table: Table::Berkas, values }
}

/// What all rows of a section share.
struct Section<'a> {
    source: &'a Source,
    laporan: &'a Laporan,
    lampiran: u8,
    bagian: &'a Bagian,
    urut: i64,
    /// The program or kegiatan that count: not hidden, not printed a second time.
    counted: HashSet<*const Anggaran>,
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
            tahun(self.laporan),
            bulan(self.laporan.bulan_akhir()),
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
                Value::Integer(self.counted.contains(&std::ptr::from_ref(item)).into()),
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
        tahun(laporan),
        bulan(laporan.bulan_akhir()),
        whole(i as u64 + 1),
        text(finding.name),
        text(finding.grade.word()),
        finding.sheet.map_or(Value::Null, |sheet| text(laporan.nama_lembar(sheet))),
        finding.cell.map_or(Value::Null, |cell| Value::Text(cell.to_string())),
        optional(finding.bagian.as_deref()),
        optional(finding.blok.as_deref()),
        bulan(finding.bulan),
        optional(finding.found.as_deref()),
        optional(finding.expected.as_deref()),
        whole(finding.count as u64),
        text(finding.message.get(lang)),
        optional(finding.advice.as_ref().map(|advice| advice.get(lang))),
    ];
    Row { table: Table::Catatan, values }
}

fn rupiah(figure: &Sourced<Nilai<Rupiah>>) -> [Value; 3] {
    decimal(figure.place, &figure.value, |rupiah| rupiah.0)
}

fn persen(figure: &Sourced<Nilai<Persen>>) -> [Value; 3] {
    decimal(figure.place, &figure.value, |persen| persen.0)
}

fn decimal<T>(place: Place, nilai: &Nilai<T>, figure: impl Fn(&T) -> Decimal) -> [Value; 3] {
    match nilai.angka().map(|nilai| storable(figure(nilai))) {
        Some(Value::Null) => [Value::Null, text("tak_terbaca"), sel(place)],
        Some(value) => [value, text("angka"), sel(place)],
        None => [Value::Null, status(nilai), sel(place)],
    }
}

/// A figure as the tables hold it; nothing where it has more digits before the point than any amount of a report.
fn storable(figure: Decimal) -> Value {
    let rounded = figure.round_dp_with_strategy(SCALE, RoundingStrategy::MidpointAwayFromZero).normalize();
    let most = u32::from(PRECISION) - SCALE;
    if rounded.trunc().mantissa().unsigned_abs() < 10_u128.pow(most) { Value::Decimal(rounded) } else { Value::Null }
}

/// A figure of kinerja, or a target that is no number; an absurdly long figure is kept as its text.
fn ukuran(figure: &Sourced<Nilai<Ukuran>>) -> [Value; 4] {
    let (bilangan, predikat, status) = match &figure.value {
        Nilai::Angka(Ukuran::Bilangan(bilangan)) => match storable(*bilangan) {
            Value::Null => (Value::Null, text(&bilangan.to_string()), text("predikat")),
            value => (value, Value::Null, text("angka")),
        },
        Nilai::Angka(Ukuran::Predikat(predikat)) => (Value::Null, text(predikat), text("predikat")),
        other => (Value::Null, Value::Null, status(other)),
    };
    [bilangan, predikat, status, sel(figure.place)]
}

fn capaian(hasil: Option<&Nilai<Persen>>) -> Value {
    hasil.and_then(Nilai::angka).map_or(Value::Null, |persen| storable(persen.rounded().0))
}

fn status<T>(nilai: &Nilai<T>) -> Value {
    text(match nilai {
        Nilai::Kosong => "kosong",
        Nilai::Nihil => "nihil",
        Nilai::Angka(_) => "angka",
        Nilai::TakTerbaca => "tak_terbaca",
    })
}

fn tahun(laporan: &Laporan) -> Value {
    let tahun = laporan.periode.as_ref().and_then(|periode| periode.value.tahun);
    tahun.map_or(Value::Null, |tahun| Value::Integer(tahun.into()))
}

fn bulan(bulan: Option<Bulan>) -> Value {
    bulan.map_or(Value::Null, |bulan| Value::Integer(bulan.number().into()))
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
