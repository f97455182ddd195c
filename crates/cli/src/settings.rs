//! `lampiran.toml`: looked for beside the file and in the folders above it.

mod mistake;

use std::path::{Path, PathBuf};

use lampiran_core::{Settings, Text};

use crate::Failure;
use crate::files::Source;

/// What the file is called.
const NAME: &str = "lampiran.toml";

/// The settings that hold for a source: those of the nearest `lampiran.toml`, else what the form itself says. A
/// mistake in that file ends the command: findings under other settings than the office's own would mislead.
pub fn for_source(source: &Source) -> Result<Settings, Failure> {
    let beside = source.path().and_then(Path::parent).unwrap_or(Path::new(""));
    let Some(path) = find(beside) else { return Ok(Settings::default()) };
    let refuse = |reason: Text| {
        let path = path.display();
        Failure::new(format!("{path}: {}", reason.id), format!("{path}: {}", reason.en))
    };
    let bytes = std::fs::read(&path).map_err(|error| refuse(crate::failure::reason(&error)))?;
    let text = String::from_utf8(bytes).map_err(|_| {
        refuse(Text::new(
            "berkas ini bukan teks UTF-8; simpan ulang dengan pengodean UTF-8.",
            "this file is not UTF-8 text; save it again in UTF-8.",
        ))
    })?;
    parse(&path, &text)
}

/// The nearest settings file, from a folder upwards.
fn find(folder: &Path) -> Option<PathBuf> {
    let folder = std::path::absolute(if folder.as_os_str().is_empty() { Path::new(".") } else { folder }).ok()?;
    folder.ancestors().map(|folder| folder.join(NAME)).find(|path| path.is_file())
}

fn parse(path: &Path, text: &str) -> Result<Settings, Failure> {
    let at = |line: usize| (format!("{} baris {line}", path.display()), format!("{} line {line}", path.display()));
    let settings: Settings = toml::from_str(text).map_err(|error| {
        let (id, en) = at(error.span().map_or(1, |span| line_of(text, span.start)));
        let said = mistake::explain(error.message());
        Failure::new(format!("{id}: {}", said.id), format!("{en}: {}", said.en))
    })?;
    let pages = lampiran_core::pages().chain(lampiran_reader::pages().iter().copied());
    settings.validate(pages.map(|page| page.name)).map_err(|error| {
        let (id, en) = at(text.find(error.word()).map_or(1, |start| line_of(text, start)));
        let said = error.text();
        // A question ends by itself.
        let stop = |text: &str| if text.ends_with('?') { "" } else { "." };
        Failure::new(format!("{id}: {}{}", said.id, stop(&said.id)), format!("{en}: {}{}", said.en, stop(&said.en)))
    })?;
    Ok(settings)
}

fn line_of(text: &str, byte: usize) -> usize {
    text.bytes().take(byte).filter(|byte| *byte == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use lampiran_core::Lang;

    use super::*;

    fn said(text: &str) -> String {
        parse(Path::new("lampiran.toml"), text).map_or_else(|failure| failure.text(Lang::Id), |_| String::new())
    }

    #[test]
    fn a_wrong_key_is_named_with_its_line_and_the_nearest_right_one() {
        assert_eq!(said("[ambang]\ntinggi = 110\n"), "");
        assert_eq!(
            said("[ambang]\n\ntingi = 110\n"),
            "lampiran.toml baris 3: `tingi` tidak dikenal. Maksudnya `tinggi`?"
        );
        assert_eq!(said("[periksaa]\n"), "lampiran.toml baris 1: `periksaa` tidak dikenal. Maksudnya `periksa`?");
        assert_eq!(
            said("[qqqqqqq]\n"),
            "lampiran.toml baris 1: `qqqqqqq` tidak dikenal. \
             Yang dikenal: `ambang`, `indikator`, `predikat`, `judul_kolom`, `periksa`."
        );
        assert_eq!(
            said("\n[periksa]\nnilai-negatip = \"mati\"\n"),
            "lampiran.toml baris 3: periksa: \"nilai-negatip\" bukan nama pemeriksaan; maksudnya \"nilai-negatif\"?"
        );
        assert_eq!(
            said("[periksa]\nnilai-negatif = \"off\"\n"),
            "lampiran.toml baris 2: `off` tidak dikenal. Yang dikenal: `mati`, `salah`, `perlu-dilihat`."
        );
    }

    #[test]
    fn what_is_not_well_formed_or_of_another_kind_is_said_in_words() {
        for (text, line, words) in [
            ("[ambang]\ntinggi = \"abc\"\n", 2, "harus angka"),
            ("[ambang]\ntinggi = 110,5\n", 2, "desimal ditulis dengan titik"),
            ("[ambang]\ntinggi = 110 %\n", 2, "teks ditulis dalam tanda kutip"),
            ("[ambang]\ntinggi = 1e400\n", 2, "terlalu besar"),
            ("ambang = 3\n", 1, "sebuah bagian"),
            ("periksa = 3\n", 1, "sebuah bagian"),
            ("ambang = \n", 1, "belum ada"),
            ("[ambang\n", 1, "belum ditutup"),
            ("[ambang]\ntinggi 110\n", 2, "tanda ="),
            ("[ambang]\ntinggi = 1\ntinggi = 2\n", 3, "sudah ditulis"),
            ("[indikator]\nnama = \"x\"\n", 1, "[[indikator]]"),
            ("[[indikator]]\narah = \"turun\"\n", 1, "`nama` belum ditulis"),
            ("[[indikator]]\nnama = 5\n", 2, "teks dalam tanda kutip"),
            ("[[indikator]]\nnama = \"a\narah = \"turun\"\n", 2, "tanda kutip belum ditutup"),
            ("[periksa]\nnilai-negatif = true\n", 2, "teks dalam tanda kutip"),
            ("[judul_kolom]\nanggaran = \"Pagu\"\n", 2, "daftar dalam kurung siku"),
            ("[ambang]\ntinggi = 0110\n", 2, "aturan TOML"),
        ] {
            let said = said(text);
            assert!(said.starts_with(&format!("lampiran.toml baris {line}: ")) && said.contains(words), "{said}");
        }
    }

    #[test]
    fn the_nearest_file_upwards_holds() {
        let folder = tempfile::tempdir().unwrap();
        let below = folder.path().join("2024/02");
        std::fs::create_dir_all(&below).unwrap();
        std::fs::write(folder.path().join(NAME), "[ambang]\ntinggi = 110\n").unwrap();
        let settings = for_source(&Source::File(below.join("a.xlsx"))).unwrap();
        assert_eq!(settings.ambang.tinggi.to_string(), "110");
    }
}
