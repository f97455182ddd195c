//! What the reader says, in words: every diagnostic of reading is made here.

mod cara;
mod figures;
mod months;
mod sheets;

pub(super) use cara::*;
pub(super) use figures::*;
pub(super) use months::*;
pub(super) use sheets::*;

use lampiran_core::{Diagnostic, Grade, Text};

/// A figure cannot stand.
pub(super) fn wrong(name: &'static str, id: impl Into<String>, en: impl Into<String>) -> Diagnostic {
    Diagnostic::new(name, Grade::Salah, Text::new(id, en))
}

/// It can stand; a person should look.
fn look(name: &'static str, id: impl Into<String>, en: impl Into<String>) -> Diagnostic {
    Diagnostic::new(name, Grade::PerluDilihat, Text::new(id, en))
}
