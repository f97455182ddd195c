//! What ends a command early: one sentence for the person at the keyboard, with the way out.

use std::any::Any;
use std::io;
use std::path::Path;

use lampiran_core::{Lang, Text};

/// Why a command could not go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// Whoever read our output has had enough (`| head`): no failure to speak of.
    BrokenPipe,
    /// Anything else, in words.
    Said(Box<Text>),
}

impl Failure {
    /// A failure in both languages.
    pub fn new(id: impl Into<String>, en: impl Into<String>) -> Self {
        Self::Said(Box::new(Text::new(id, en)))
    }

    /// Output that could not be written on standard output.
    pub fn output(error: &io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self::BrokenPipe;
        }
        let reason = reason(error);
        Self::new(
            format!("hasil tidak dapat ditulis: {}", reason.id),
            format!("cannot write the result: {}", reason.en),
        )
    }

    /// A file that could not be written.
    pub fn writing(path: &Path, error: &io::Error) -> Self {
        let (path, reason) = (path.display(), reason(error));
        Self::new(
            format!("{path}: tidak dapat ditulis: {}", reason.id),
            format!("{path}: cannot be written: {}", reason.en),
        )
    }

    /// The sentence, in both languages.
    pub fn both(self) -> Text {
        match self {
            Self::BrokenPipe => Text::new("", ""),
            Self::Said(text) => *text,
        }
    }

    /// The sentence.
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Self::BrokenPipe => String::new(),
            Self::Said(text) => text.get(lang).to_owned(),
        }
    }
}

/// Why the disk said no, and what can be done about it.
pub fn reason(error: &io::Error) -> Text {
    match error.kind() {
        io::ErrorKind::NotFound => Text::new(
            "Berkas tidak ada di sana. Periksa nama dan foldernya.",
            "There is no such file. Check its name and folder.",
        ),
        io::ErrorKind::PermissionDenied => Text::new(
            "Akses ditolak. Tutup berkasnya bila masih terbuka, minta izin atas berkas atau foldernya, atau pilih folder lain.",
            "Access denied. Close the file if it is still open, ask for access to it or its folder, or choose another folder.",
        ),
        io::ErrorKind::ResourceBusy | io::ErrorKind::ExecutableFileBusy => in_use(),
        _ if cfg!(windows) && error.raw_os_error().is_some_and(|code| SHARING.contains(&code)) => in_use(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Text::new(
            "Ruang penyimpanan penuh. Kosongkan sebagian atau pilih tempat lain.",
            "The disk is full. Free some space or choose another place.",
        ),
        io::ErrorKind::ReadOnlyFilesystem => Text::new(
            "Tempat itu hanya dapat dibaca. Pilih folder lain.",
            "That place is read-only. Choose another folder.",
        ),
        io::ErrorKind::IsADirectory => Text::new(
            "Itu sebuah folder. Tulis nama berkas di dalamnya.",
            "It is a folder. Give the name of a file in it.",
        ),
        _ => Text::new(format!("{error}."), format!("{error}.")),
    }
}

/// What Windows says where another program has a file open.
const SHARING: [i32; 2] = [32, 33];

fn in_use() -> Text {
    Text::new(
        "Berkas itu sedang dipakai program lain. Tutup di sana, lalu ulangi.",
        "Another program is using the file. Close it there, then try again.",
    )
}

/// A flaw of our own, caught where it happened: it costs one file, and the batch goes on.
pub fn flaw(panic: &(dyn Any + Send)) -> Text {
    let said = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    let said = said.unwrap_or("?");
    Text::new(
        format!("Program berhenti karena kesalahannya sendiri ({said}). Kirimkan berkasnya kepada pembuat program."),
        format!("The program stopped by a flaw of its own ({said}). Send the file to its makers."),
    )
}
