//! A way of counting an indikator that nobody set: it was recognised from what is typed, and that is said.

use super::Check;
use crate::facts::{Facts, Isi};
use crate::rumus::{self, Asal, Rumus};
use crate::settings::{Agregasi, RumusTurun};
use crate::{Diagnostic, Grade, Text};

pub(super) const CHECK: Check = Check::cells("cara-hitung-diduga", include_str!("cara-hitung-diduga.md"), run);

fn run(facts: &Facts) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (_, blok) in facts.counted() {
        let Isi::Indikator(indikator, _) = blok.isi else { continue };
        let (rumus, of_rumus) = rumus::rumus(indikator, facts.settings);
        let (agregasi, of_agregasi) = rumus::agregasi(indikator, facts.settings);
        let mut say = |(id, en): (&str, &str), setting: &str| {
            let cell = indikator.uraian.place;
            let message = Text::new(
                format!("Indikator di {} tampaknya dihitung sebagai {id}, menurut angka yang tertulis.", cell.cell),
                format!("The indikator in {} seems to be counted as {en}, by the figures typed.", cell.cell),
            );
            let advice = Text::new(
                format!(
                    "Bila benar, tetapkan {setting} untuk indikator ini di lampiran.toml; bila tidak, betulkan angkanya."
                ),
                format!("If so, set {setting} for this indikator in lampiran.toml; if not, correct the figures."),
            );
            let finding = Diagnostic::new(CHECK.page.name, Grade::PerluDilihat, message).found(setting).advice(advice);
            found.push(facts.locate(finding, blok, None, cell));
        };
        match rumus {
            Rumus::Turun(RumusTurun::Selisih) if of_rumus == Asal::Diduga => {
                say(("(2 × target − realisasi) / target", "(2 × target − realisasi) / target"), "rumus = \"selisih\"");
            }
            Rumus::Turun(RumusTurun::Banding) if of_rumus == Asal::Diduga => {
                say(("target / realisasi", "target / realisasi"), "rumus = \"banding\"");
            }
            _ => {}
        }
        if of_agregasi == Asal::Diduga {
            let (way, setting) = match agregasi {
                Agregasi::Jumlah => (("jumlah semua bulan", "the sum of all months"), "agregasi = \"jumlah\""),
                Agregasi::Terakhir => (("angka bulan terakhir", "the last month's figure"), "agregasi = \"terakhir\""),
                Agregasi::RataRata => (("rata-rata bulan", "the mean of the months"), "agregasi = \"rata-rata\""),
            };
            say(way, setting);
        }
    }
    found
}
