//! `lampiran.toml`: looked for beside the file and in the folders above it.

use std::path::{Path, PathBuf};

use lampiran_core::Settings;

use crate::Failure;
use crate::files::Source;

/// What the file is called.
const NAME: &str = "lampiran.toml";
/// Words less alike than this are not what was meant.
const ALIKE: f64 = 0.75;

/// The settings that hold for a source: those of the nearest `lampiran.toml`, else what the form itself says. A
/// mistake in that file ends the command: findings under other settings than the office's own would mislead.
pub fn for_source(source: &Source) -> Result<Settings, Failure> {
    let beside = source.path().and_then(Path::parent).unwrap_or(Path::new(""));
    let Some(path) = find(beside) else { return Ok(Settings::default()) };
    let text = std::fs::read_to_string(&path).map_err(|error| {
        let reason = crate::failure::reason(&error);
        let path = path.display();
        Failure::new(format!("{path}: {}", reason.id), format!("{path}: {}", reason.en))
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
        match unknown(error.message()) {
            Some((word, near)) => {
                let (near_id, near_en) = near.map_or_else(Default::default, |near| {
                    (format!(" Maksudnya `{near}`?"), format!(" Did you mean `{near}`?"))
                });
                Failure::new(
                    format!("{id}: `{word}` tidak dikenal.{near_id}"),
                    format!("{en}: `{word}` is not known.{near_en}"),
                )
            }
            None => Failure::new(format!("{id}: {}", error.message()), format!("{en}: {}", error.message())),
        }
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

/// The word that serde does not know, and the one most like it among those it names.
fn unknown(message: &str) -> Option<(&str, Option<&str>)> {
    let mut quoted = message.split('`').skip(1).step_by(2);
    let word = quoted.next().filter(|_| message.starts_with("unknown "))?;
    let near = quoted.map(|known| (strsim::jaro_winkler(word, known), known)).filter(|(alike, _)| *alike >= ALIKE);
    Some((word, near.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, known)| known)))
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
        assert_eq!(said("[qqqqqqq]\n"), "lampiran.toml baris 1: `qqqqqqq` tidak dikenal.");
        assert_eq!(
            said("\n[periksa]\nnilai-negatip = \"mati\"\n"),
            "lampiran.toml baris 3: periksa: \"nilai-negatip\" bukan nama pemeriksaan; maksudnya \"nilai-negatif\"?"
        );
        assert!(said("ambang = \n").starts_with("lampiran.toml baris 1: "));
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
