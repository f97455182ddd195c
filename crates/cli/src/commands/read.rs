//! `lampiran read`: shows what was read.

use clap::{ArgMatches, Command};
use lampiran_core::{Grade, Lang};

use super::{Entry, announce, args, format_arg, format_of, json};
use crate::console::{Console, print_bytes};
use crate::files::Source;
use crate::json::LaporanJson;
use crate::run::run_source;
use crate::{Exit, Failure, Verdict, csv, settings, show};

/// The command.
pub const ENTRY: Entry = Entry { names: ("read", "baca"), build, run };

fn build(command: Command, lang: Lang) -> Command {
    command
        .about(lang.pick("Tampilkan apa yang terbaca dari sebuah berkas", "Show what was read from a file"))
        .override_usage(lang.pick("lampiran baca BERKAS [pilihan]", "lampiran read FILE [options]"))
        .arg(args::file(lang))
        .arg(format_arg(&["text", "json", "csv"], lang))
}

fn run(matches: &ArgMatches, console: &Console) -> Result<Exit, Failure> {
    let lang = console.lang;
    let source = Source::one(args::given(matches, "file"));
    let settings = settings::for_source(&source)?;
    let outcome = run_source(&source, &settings);
    announce(&outcome, console);
    let is_refused = outcome.verdict() == Verdict::Ditolak;
    match format_of(matches) {
        "json" => console.print(&json(&LaporanJson::new(&outcome, lang))?)?,
        "csv" if !is_refused => {
            let table = csv::csv(&LaporanJson::new(&outcome, lang)).map_err(|error| {
                Failure::new(format!("hasil tidak dapat ditulis: {error}"), format!("cannot write the result: {error}"))
            })?;
            print_bytes(&table)?;
        }
        "text" if !is_refused => console.print(&show::tree(&outcome, lang, console.width))?,
        _ => {}
    }
    if is_refused {
        console.complain(&show::refusal(&outcome, lang));
        return Ok(Exit::Failed);
    }
    let counts = show::counts(outcome.count(Grade::Salah), outcome.count(Grade::PerluDilihat), lang);
    if !counts.is_empty() {
        let berkas = &outcome.berkas;
        console.say(&lang.pick(
            format!("{counts}: lihat `lampiran periksa {berkas}`"),
            format!("{counts}: see `lampiran check {berkas}`"),
        ));
    }
    Ok(Exit::Clean)
}
