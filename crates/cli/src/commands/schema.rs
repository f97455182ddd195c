//! `lampiran schema`: the JSON schema of what `read`, `check` and `compare` print, and of `lampiran.toml`.

use clap::{Arg, ArgAction, ArgMatches, Command};
use lampiran_core::{Lang, Settings};
use schemars::schema_for;

use super::{Entry, json};
use crate::console::Console;
use crate::json::{HasilBanding, HasilPeriksa, LaporanJson};
use crate::{Exit, Failure};

/// The command.
pub const ENTRY: Entry = Entry { names: ("schema", "skema"), build, run };

fn build(command: Command, lang: Lang) -> Command {
    command
        .about(lang.pick("Skema JSON dari hasil", "The JSON schema of the results"))
        .override_usage(lang.pick("lampiran skema [pilihan]", "lampiran schema [options]"))
        .arg(
            Arg::new("of")
                .long("of")
                .value_name(lang.pick("PERINTAH", "COMMAND"))
                .value_parser(["read", "check", "compare"])
                .default_value("read")
                .hide_possible_values(true)
                .hide_default_value(true)
                .help(lang.pick(
                    "Hasil perintah: read (bawaan), check, compare",
                    "Result of: read (default), check, compare",
                )),
        )
        .arg(config(lang))
}

fn config(lang: Lang) -> Arg {
    Arg::new("config")
        .long("config")
        .action(ArgAction::SetTrue)
        .conflicts_with("of")
        .help(lang.pick("Skema lampiran.toml", "The schema of lampiran.toml"))
}

fn run(matches: &ArgMatches, console: &Console) -> Result<Exit, Failure> {
    if matches.get_flag("config") {
        console.print(&json(&schema_for!(Settings))?)?;
        return Ok(Exit::Clean);
    }
    let schema = match matches.get_one::<String>("of").map(String::as_str) {
        Some("check") => schema_for!(HasilPeriksa),
        Some("compare") => schema_for!(HasilBanding),
        _ => schema_for!(LaporanJson),
    };
    console.print(&json(&schema)?)?;
    Ok(Exit::Clean)
}
