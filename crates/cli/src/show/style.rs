//! The few colours of the terminal, each with one meaning; every one of them is told by a word as well.

use anstyle::{AnsiColor, Effects, Style};
use lampiran_core::Grade;

/// What cannot stand.
pub const SALAH: Style = AnsiColor::Red.on_default().effects(Effects::BOLD);
/// What a person should look at.
pub const PERLU_DILIHAT: Style = AnsiColor::Yellow.on_default().effects(Effects::BOLD);
/// What is as it should be.
pub const BERSIH: Style = AnsiColor::Green.on_default().effects(Effects::BOLD);
/// Headings and names.
pub const STRONG: Style = Style::new().effects(Effects::BOLD);
/// What is there to find one's way: rules, branches, places.
pub const FAINT: Style = Style::new().effects(Effects::DIMMED);

/// The colour of a grade.
pub const fn of(grade: Grade) -> Style {
    match grade {
        Grade::Salah => SALAH,
        Grade::PerluDilihat => PERLU_DILIHAT,
    }
}
