//! The commands, one file each: what the command takes, and what it does.

pub mod args;
mod check;
mod compare;
mod convert;
mod explain;
pub mod fill;
mod read;
mod schema;
mod template;
mod watch;

use std::path::Path;

use clap::{Arg, ArgMatches, Command};
use lampiran_core::Lang;

use crate::console::{Console, print_bytes};
use crate::files::Source;
use crate::save::{folder_of, save, sweep};
use crate::{Exit, Failure, Outcome};

/// A command: its name and alias, its arguments, and what runs it.
pub struct Entry {
    /// English name and Indonesian alias.
    pub names: (&'static str, &'static str),
    /// Adds about, arguments and usage.
    pub build: fn(Command, Lang) -> Command,
    /// Does the work.
    pub run: fn(&ArgMatches, &Console) -> Result<Exit, Failure>,
}

/// All of them, in the order of help.
pub const ALL: &[Entry] = &[
    read::ENTRY,
    check::ENTRY,
    fill::ENTRY,
    template::ENTRY,
    compare::ENTRY,
    convert::ENTRY,
    watch::ENTRY,
    explain::ENTRY,
    schema::ENTRY,
];

/// Runs the command that was asked for.
pub fn dispatch(matches: &ArgMatches, console: &Console) -> Result<Exit, Failure> {
    if let Some(jobs) = matches.get_one::<usize>("jobs") {
        // It fails only where a pool was built before, and that one does as well.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(*jobs).build_global();
    }
    let (name, matches) = matches.subcommand().unwrap_or(("", matches));
    match ALL.iter().find(|entry| entry.names.0 == name) {
        Some(entry) => (entry.run)(matches, console),
        None => Ok(Exit::Failed),
    }
}

/// The argument `--format`, one of `formats`; the first is the default.
fn format_arg(formats: &'static [&'static str], lang: Lang) -> Arg {
    let default = formats.first().copied().unwrap_or_default();
    let others = formats.get(1..).unwrap_or_default().join(", ");
    Arg::new("format")
        .long("format")
        .value_name(lang.pick("BENTUK", "FORM"))
        .value_parser(formats.to_vec())
        .default_value(default)
        .hide_possible_values(true)
        .hide_default_value(true)
        .help(lang.pick(
            format!("Bentuk hasil: {default} (bawaan), {others}"),
            format!("Form of the result: {default} (default), {others}"),
        ))
}

/// The format asked for.
fn format_of(matches: &ArgMatches) -> &str {
    matches.get_one::<String>("format").map_or("", String::as_str)
}

/// Writes the one result of a command: a file, or standard output where its name is a dash.
fn deliver(target: &Path, bytes: &[u8], source: &Source) -> Result<(), Failure> {
    if target == Path::new("-") {
        return print_bytes(bytes);
    }
    sweep(folder_of(target));
    save(target, bytes, source.path().as_slice())
}

/// For those who want to know more (`-v`): what kind of file it is, and how much was found in it.
fn announce(outcome: &Outcome, console: &Console) {
    if let Some(workbook) = outcome.workbook.as_ref().filter(|_| console.verbose) {
        let (sheets, lampiran) = (workbook.sheets.len(), outcome.laporan.lampiran.len());
        let bagian = outcome.laporan.bagian().count();
        let facts = console.lang.pick(
            format!("{sheets} lembar, {lampiran} lampiran, {bagian} bagian"),
            format!("{sheets} sheets, {lampiran} lampiran, {bagian} sections"),
        );
        console.say(&format!("{}: {:?}, {facts}", outcome.berkas, workbook.format));
    }
}

/// JSON as it is printed: indented, and ended by a line.
pub fn json(value: &impl serde::Serialize) -> Result<String, Failure> {
    let mut text = serde_json::to_string_pretty(value).map_err(|error| {
        Failure::new(format!("hasil tidak dapat ditulis: {error}"), format!("cannot write the result: {error}"))
    })?;
    text.push('\n');
    Ok(text)
}
