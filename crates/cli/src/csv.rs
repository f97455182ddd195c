//! A report as one table in CSV: a row for each indikator, program or kegiatan and month; texts as in the JSON (`-` is
//! nil, an empty field blank).

use crate::json::{BulanJson, LaporanJson};

/// The columns, in order.
const COLUMNS: [&str; 18] = [
    "berkas",
    "lampiran",
    "lembar",
    "eselon",
    "jabatan",
    "sasaran",
    "jenis",
    "no",
    "nama",
    "satuan",
    "tahunan",
    "bulan",
    "target",
    "realisasi",
    "persen",
    "capaian",
    "keterangan",
    "output",
];

/// The table, in UTF-8 with commas (RFC 4180).
pub fn csv(laporan: &LaporanJson) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    for lampiran in &laporan.lampiran {
        for bagian in &lampiran.bagian {
            for sasaran in &bagian.sasaran {
                let front = [
                    laporan.berkas.as_str(),
                    &lampiran.nomor.to_string(),
                    &bagian.lembar,
                    bagian.eselon.as_deref().unwrap_or_default(),
                    &bagian.jabatan,
                    &sasaran.uraian,
                ]
                .map(harmless);
                for x in &sasaran.indikator {
                    let block =
                        ["indikator", &x.no, &x.uraian, &x.satuan, x.target_tahunan.as_deref().unwrap_or_default()];
                    months(&mut writer, &front, block, &x.bulan)?;
                }
                for x in &sasaran.anggaran {
                    let block = [x.jenis, &x.no, &x.nama, "Rp", x.tahunan.as_deref().unwrap_or_default()];
                    months(&mut writer, &front, block, &x.bulan)?;
                }
            }
        }
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}

fn months(
    writer: &mut csv::Writer<Vec<u8>>,
    front: &[String],
    block: [&str; 5],
    bulan: &[BulanJson],
) -> Result<(), csv::Error> {
    let block = block.map(harmless);
    for (month, number) in bulan.iter().zip(1..) {
        let text = |field: &Option<String>| harmless(field.as_deref().unwrap_or_default());
        let back = [&month.target, &month.realisasi, &month.persen, &month.capaian, &month.keterangan, &month.output];
        let record = front.iter().chain(&block).cloned().chain([number.to_string()]).chain(back.map(text));
        writer.write_record(record)?;
    }
    Ok(())
}

/// Text that a spreadsheet would take for a formula gets an apostrophe in front; figures and `-` stay.
fn harmless(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '@', '\t', '\r']) || (text.starts_with('-') && text.len() > 1);
    if is_formula && text.parse::<lampiran_core::Decimal>().is_err() { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_becomes_a_formula() {
        for (text, written) in [
            ("=1+1", "'=1+1"),
            ("+62 812", "'+62 812"),
            ("-cmd", "'-cmd"),
            ("@x", "'@x"),
            ("-", "-"),
            ("-500000", "-500000"),
            ("Masih proses", "Masih proses"),
        ] {
            assert_eq!(harmless(text), written);
        }
    }
}
