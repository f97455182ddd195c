//! A month far over its target wants a remark; under it too, where the settings ask.

use super::Check;
use crate::facts::{Facts, Isi};
use crate::{Bulan, Diagnostic, Grade, Nilai, Place, Text, format_id};

pub(super) const NAME: &str = "capaian-tinggi-tanpa-keterangan";

pub(super) const CHECK: Check = Check::cells(NAME, include_str!("capaian-tinggi-tanpa-keterangan.md"), run);

fn run(facts: &Facts, bagian: usize) -> Vec<Diagnostic> {
    let ambang = &facts.settings.ambang;
    let mut found = Vec::new();
    for (_, blok) in facts.counted(bagian) {
        for bulan in Bulan::all() {
            let Nilai::Angka(capaian) = blok.capaian[bulan] else { continue };
            let Some(cells) = cells(&blok.isi, bulan).filter(|cells| !cells.remarked) else { continue };
            let (bound, id, en) = if capaian.0 > ambang.tinggi {
                (ambang.tinggi, "di atas", "above")
            } else if let Some(rendah) = ambang.rendah.filter(|rendah| capaian.0 < *rendah) {
                (rendah, "di bawah", "below")
            } else {
                continue;
            };
            let (capaian, bound, remark) = (capaian.rounded(), format_id(bound), cells.keterangan.cell);
            let message = Text::new(
                format!("Capaian {bulan} {capaian} %, {id} {bound} %, sedangkan Keterangan ({remark}) kosong."),
                format!(
                    "The capaian of {} is {capaian} %, {en} {bound} %, and Keterangan ({remark}) is blank.",
                    bulan.english()
                ),
            );
            let advice = Text::new(format!("Tulis sebabnya di {remark}."), format!("Write the reason in {remark}."));
            let mut finding = Diagnostic::new(NAME, Grade::PerluDilihat, message).found(capaian.0).advice(advice);
            finding.also = vec![cells.realisasi, cells.keterangan];
            found.push(facts.locate(finding, blok, Some(bulan), cells.persen));
        }
    }
    found
}

/// The cells of a month that a remark has to do with.
struct Cells {
    persen: Place,
    realisasi: Place,
    keterangan: Place,
    remarked: bool,
}

fn cells(isi: &Isi, bulan: Bulan) -> Option<Cells> {
    let (persen, realisasi, keterangan) = match isi {
        Isi::Anggaran(anggaran) => {
            let isi = anggaran.bulan[bulan].as_ref()?;
            (isi.persen.place, isi.realisasi.place, &isi.keterangan)
        }
        Isi::Indikator(indikator, _) => {
            let isi = indikator.bulan[bulan].as_ref()?;
            (isi.persen.place, isi.realisasi.place, &isi.keterangan)
        }
    };
    let remarked = keterangan.value.as_deref().is_some_and(|remark| !remark.trim_matches(['-', ' ']).is_empty());
    Some(Cells { persen, realisasi, keterangan: keterangan.place, remarked })
}
