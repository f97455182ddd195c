//! A way of counting an indikator that nobody stated: it was recognised from what is typed, and that is said.

use super::Check;
use crate::facts::{Facts, Isi};
use crate::rumus::{self, Asal, Rumus};
use crate::settings::{Agregasi, RumusTurun};
use crate::{Diagnostic, Grade, Text};

pub(super) const CHECK: Check = Check::cells("cara-hitung-diduga", include_str!("cara-hitung-diduga.md"), run);

fn run(facts: &Facts, bagian: usize) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (_, blok) in facts.counted(bagian) {
        let Isi::Indikator(indikator, _) = blok.isi else { continue };
        let (rumus, of_rumus) = rumus::rumus(indikator, facts.settings);
        let (agregasi, of_agregasi) = rumus::agregasi(indikator, facts.settings);
        let cell = indikator.uraian.place.cell;
        let mut say = |message: Text, setting: &str| {
            let advice = Text::new(
                format!(
                    "Bila benar, tetapkan {setting} untuk indikator ini di lampiran.toml; bila tidak, betulkan angkanya."
                ),
                format!("If so, set {setting} for this indikator in lampiran.toml; if not, correct the figures."),
            );
            let finding = Diagnostic::new(CHECK.page.name, Grade::PerluDilihat, message).found(setting).advice(advice);
            found.push(facts.locate(finding, blok, None, indikator.uraian.place));
        };
        let recognised = |id: &str, en: &str| {
            Text::new(
                format!("Indikator di {cell} tampaknya dihitung sebagai {id}, menurut angka yang tertulis."),
                format!("The indikator in {cell} seems to be counted as {en}, by the figures typed."),
            )
        };
        let setting = match rumus {
            Rumus::Turun(RumusTurun::Selisih) => "rumus = \"selisih\"",
            Rumus::Turun(RumusTurun::Banding) | Rumus::Naik => "rumus = \"banding\"",
        };
        match (rumus.where_less_is_better().zip(Some(setting)), of_rumus) {
            (Some((formula, setting)), Asal::Diduga) => say(recognised(formula, formula), setting),
            (Some((formula, setting)), Asal::Dianggap) => {
                let message = Text::new(
                    format!("Indikator di {cell} berarah turun tanpa rumus yang disebut; yang dipakai {formula}."),
                    format!("For the indikator in {cell} less is better, by no stated formula; {formula} was used."),
                );
                say(message, setting);
            }
            _ => {}
        }
        if of_agregasi == Asal::Diduga {
            let (id, en, setting) = match agregasi {
                Agregasi::Jumlah => ("jumlah semua bulan", "the sum of all months", "agregasi = \"jumlah\""),
                Agregasi::Terakhir => ("angka bulan terakhir", "the last month's figure", "agregasi = \"terakhir\""),
                Agregasi::RataRata => ("rata-rata bulan", "the mean of the months", "agregasi = \"rata-rata\""),
            };
            say(recognised(id, en), setting);
        }
    }
    found
}
