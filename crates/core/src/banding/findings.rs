//! The changes a person has to answer for, as diagnostics. New months filled in are what a report is for, and none.

use super::{Change, ChangeKind, Isi};
use crate::{Bulan, Diagnostic, Grade, Laporan, Nilai, Place, Sourced, Text, Ukuran, format_id};

/// The findings among `changes`, in their order.
pub(super) fn findings(old: &Laporan, changes: &[Change]) -> Vec<Diagnostic> {
    changes.chunk_by(|a, b| a.bagian == b.bagian && a.blok == b.blok).flat_map(|block| of_block(old, block)).collect()
}

/// The findings of one block. Where its Tahunan changed, the targets of its months had to: that is one revision, and one
/// finding; where it did not, each target that moved is a finding of its own.
fn of_block(old: &Laporan, changes: &[Change]) -> Vec<Diagnostic> {
    let revised = changes.iter().any(|change| change.kind == ChangeKind::Tahunan);
    let months: Vec<&Change> = changes.iter().filter(|c| revised && c.kind == ChangeKind::Target).collect();
    let own = changes.iter().filter(|change| !(revised && change.kind == ChangeKind::Target));
    own.filter_map(|change| {
        let mut finding = finding(old, change)?;
        if change.kind == ChangeKind::Tahunan && !months.is_empty() {
            finding.also.extend(months.iter().filter_map(|month| month.new.as_ref()).map(|new| new.place));
            finding.follows.extend(months.iter().filter_map(|month| followed(month)));
        }
        Some(finding)
    })
    .collect()
}

/// A month's target that moved with its Tahunan, with its cell.
fn followed(change: &Change) -> Option<Text> {
    let (bulan, cell) = (change.bulan?, change.new.as_ref()?.place.cell);
    Some(Text::new(format!("Target {bulan} ({cell})"), format!("target of {} ({cell})", bulan.english())))
}

fn finding(old: &Laporan, change: &Change) -> Option<Diagnostic> {
    let (before, after) = (said(change.old.as_ref()), said(change.new.as_ref()));
    let there = Old::of(old, change.old.as_ref());
    let (name, grade, message, advice) = match change.kind {
        ChangeKind::Filled => return None,
        ChangeKind::Realisasi => {
            let bulan = change.bulan?;
            let late = matches!(change.old.as_ref().map(|old| &old.value), None | Some(Isi::Nilai(Nilai::Kosong)));
            let gap = gap(change);
            let message = Text::new(
                format!("Realisasi {bulan} sudah dilaporkan {}, sekarang {}{}", before.id, after.id, gap.id),
                format!(
                    "The realisasi of {} was reported as {}, now {}{}",
                    bulan.english(),
                    before.en,
                    after.en,
                    gap.en
                ),
            );
            let grade = if late { Grade::PerluDilihat } else { Grade::Salah };
            ("realisasi-bulan-lalu-berubah", grade, message, there.restore(change, &before))
        }
        ChangeKind::Target | ChangeKind::Tahunan => {
            let (what, gap) = (planned(change.bulan, change.kind), gap(change));
            let message = Text::new(
                format!("{} berubah dari {} menjadi {}{}", what.id, before.id, after.id, gap.id),
                format!("{} changed from {} to {}{}", what.en, before.en, after.en, gap.en),
            );
            ("target-berubah", Grade::Salah, message, there.restore(change, &before))
        }
        ChangeKind::Gone => {
            let message = Text::new(
                format!("{} ada di laporan lama{}, tidak ada lagi sekarang", before.id, there.cell),
                format!("{} was in the old report{}, and is there no more", before.en, there.cell),
            );
            let advice = Text::new(
                format!("Tambahkan kembali {}, atau pastikan memang dihapus.", before.id),
                format!("Put {} back, or make sure that it was meant to go.", before.en),
            );
            ("baris-hilang", Grade::Salah, message, advice)
        }
        ChangeKind::Added => {
            let message = Text::new(
                format!("{} tidak ada di laporan lama", after.id),
                format!("{} was not in the old report", after.en),
            );
            let advice = Text::new(
                format!("Pastikan {} memang baru.", after.id),
                format!("Make sure that {} is new.", after.en),
            );
            ("baris-baru", Grade::PerluDilihat, message, advice)
        }
        ChangeKind::Renamed => {
            let message = Text::new(
                format!("{} tampaknya sama dengan {} di laporan lama{}", after.id, before.id, there.cell),
                format!("{} seems to be what was {} in the old report{}", after.en, before.en, there.cell),
            );
            let cell = change.new.as_ref()?.place.cell;
            let advice = Text::new(
                format!("Ketik {} di {cell} seperti semula, atau pastikan perubahannya disengaja.", before.id),
                format!("Type {} in {cell} as before, or make sure that the change is meant.", before.en),
            );
            ("nama-berubah", Grade::PerluDilihat, message, advice)
        }
    };
    let mut finding = Diagnostic::new(name, grade, Text::new(message.id + ".", message.en + ".")).advice(advice);
    if let Some(new) = &change.new {
        finding = finding.at(new.place);
    }
    finding.found = written(change.new.as_ref());
    finding.expected = written(change.old.as_ref());
    finding.bagian = Some(change.bagian.clone());
    finding.blok.clone_from(&change.blok);
    finding.bulan = change.bulan;
    Some(finding)
}

/// The cell of the old report, ready for a sentence.
struct Old {
    /// ` (LAMPIRAN 1!Q12)`, or nothing.
    cell: String,
}

impl Old {
    fn of(old: &Laporan, side: Option<&Sourced<Isi>>) -> Self {
        let name = |place: Place| format!(" ({}!{})", old.nama_lembar(place.sheet), place.cell);
        Self { cell: side.map(|side| name(side.place)).unwrap_or_default() }
    }

    /// Put the old figure back, or give the reason.
    fn restore(&self, change: &Change, before: &Text) -> Text {
        let cell = change.new.as_ref().map(|new| new.place.cell.to_string());
        let (id, en) = match cell {
            Some(cell) => (format!("Kembalikan {cell} ke {}", before.id), format!("Put {cell} back to {}", before.en)),
            None => (format!("Kembalikan {}", before.id), format!("Put back {}", before.en)),
        };
        Text::new(
            format!("{id} seperti di laporan lama{}, atau jelaskan perubahannya di Keterangan.", self.cell),
            format!("{en} as in the old report{}, or give the reason for the change in Keterangan.", self.cell),
        )
    }
}

/// What the figure is, at the head of a sentence.
fn planned(bulan: Option<Bulan>, kind: ChangeKind) -> Text {
    match (kind, bulan) {
        (ChangeKind::Target, Some(bulan)) => {
            Text::new(format!("Target {bulan}"), format!("The target of {}", bulan.english()))
        }
        _ => Text::new("Tahunan", "Tahunan (the figure for the year)"),
    }
}

/// The difference, with its sign, ready to end a sentence.
fn gap(change: &Change) -> Text {
    change.difference().map_or_else(
        || Text::new("", ""),
        |gap| {
            let sign = if gap.is_sign_negative() { "" } else { "+" };
            let gap = format_id(gap);
            Text::new(format!(" (selisih {sign}{gap})"), format!(" (difference {sign}{gap})"))
        },
    )
}

/// What stands on one side, as a sentence says it.
fn said(side: Option<&Sourced<Isi>>) -> Text {
    match side.map(|side| &side.value) {
        None | Some(Isi::Nilai(Nilai::Kosong | Nilai::TakTerbaca)) => Text::new("kosong", "blank"),
        Some(Isi::Nilai(Nilai::Nihil)) => Text::new("nihil (-)", "nil (-)"),
        Some(Isi::Nilai(Nilai::Angka(angka))) => Text::new(angka.to_string(), angka.to_string()),
        Some(Isi::Nama(nama)) => Text::new(format!("“{nama}”"), format!("“{nama}”")),
    }
}

/// What stands on one side, as [`Diagnostic::found`] holds it.
fn written(side: Option<&Sourced<Isi>>) -> Option<String> {
    match &side?.value {
        Isi::Nilai(Nilai::Kosong | Nilai::TakTerbaca) => None,
        Isi::Nilai(Nilai::Nihil) => Some("-".to_owned()),
        Isi::Nilai(Nilai::Angka(Ukuran::Bilangan(number))) => Some(number.to_string()),
        Isi::Nilai(Nilai::Angka(Ukuran::Predikat(predikat))) => Some(predikat.to_string()),
        Isi::Nama(nama) => Some(nama.clone()),
    }
}
