//! `lampiran compare`: what changed between two reports of one office.

use clap::{ArgMatches, Command};
use lampiran_core::{Grade, Lang, Settings, compare};

use super::{Entry, args, format_arg, format_of, json};
use crate::console::Console;
use crate::files::Source;
use crate::json::HasilBanding;
use crate::run::run_source;
use crate::{Exit, Failure, Outcome, Verdict, html, settings, show};

/// The command.
pub const ENTRY: Entry = Entry { names: ("compare", "banding"), build, run };

fn build(command: Command, lang: Lang) -> Command {
    command
        .about(lang.pick("Tunjukkan yang berubah antara dua laporan", "Show what changed between two reports"))
        .override_usage(lang.pick("lampiran banding LAMA BARU [pilihan]", "lampiran compare OLD NEW [options]"))
        .arg(args::path("old", lang.pick("LAMA", "OLD")).help(lang.pick("Laporan yang lebih lama", "The older report")))
        .arg(args::path("new", lang.pick("BARU", "NEW")).help(lang.pick("Laporan yang lebih baru", "The newer report")))
        .arg(format_arg(&["text", "json", "html"], lang))
}

fn run(matches: &ArgMatches, console: &Console) -> Result<Exit, Failure> {
    let lang = console.lang;
    let mut outcomes = Vec::new();
    // The settings of the newer report hold for both.
    let mut rules = Settings::default();
    for name in ["old", "new"] {
        let source = Source::one(args::given(matches, name));
        rules = settings::for_source(&source)?;
        outcomes.push(run_source(&source, &rules));
    }
    let refused: Vec<&Outcome> = outcomes.iter().filter(|outcome| outcome.verdict() == Verdict::Ditolak).collect();
    for outcome in &refused {
        console.complain(&show::refusal(outcome, lang));
    }
    let (true, [old, new]) = (refused.is_empty(), outcomes.as_mut_slice()) else { return Ok(Exit::Failed) };
    let banding = compare(&old.laporan, &new.laporan, &rules);
    let is_wrong = banding.diagnostics.iter().any(|finding| finding.grade == Grade::Salah);
    match format_of(matches) {
        "json" => console.print(&json(&HasilBanding::new(old, new, &banding, lang))?)?,
        "html" => console.print(&html::comparison(old, new, &banding, lang))?,
        _ => {
            let table = show::comparison(old, new, &banding, lang, console.width);
            new.findings.clone_from(&banding.diagnostics);
            console.print(&format!("{table}{}", show::findings(new, lang, console.width)))?;
        }
    }
    Ok(if is_wrong { Exit::ErrorsFound } else { Exit::Clean })
}
