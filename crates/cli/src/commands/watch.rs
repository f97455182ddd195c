//! `lampiran watch`: the drop folder.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use lampiran_core::Lang;

use super::Entry;
use crate::console::Console;
use crate::watch::{Mode, watch};
use crate::{Exit, Failure};

/// The command.
pub const ENTRY: Entry = Entry { names: ("watch", "pantau"), build, run };

fn build(command: Command, lang: Lang) -> Command {
    command
        .about(lang.pick(
            "Pantau sebuah folder: yang masuk diperiksa, diisi, dan diarsipkan",
            "Watch a folder: what is dropped in is checked, filled and archived",
        ))
        .override_usage(lang.pick("lampiran pantau FOLDER [pilihan]", "lampiran watch DIR [options]"))
        .arg(
            Arg::new("dir")
                .value_name(lang.pick("FOLDER", "DIR"))
                .required(true)
                .value_parser(value_parser!(PathBuf))
                .help(lang.pick(
                    "Folder dengan masuk/, hasil/, arsip/ dan perlu-dilihat/; dibuat bila belum ada",
                    "Folder with masuk/, hasil/, arsip/ and perlu-dilihat/; made where they are missing",
                )),
        )
        .arg(
            Arg::new("once")
                .long("once")
                .action(ArgAction::SetTrue)
                .help(lang.pick("Kerjakan yang sudah ada di sana, lalu selesai", "Handle what lies there, then end")),
        )
        .arg(Arg::new("poll").long("poll").action(ArgAction::SetTrue).conflicts_with("once").help(lang.pick(
            "Tanpa pemberitahuan sistem, hanya melihat ulang: untuk folder jaringan",
            "Without notices of the system, only looking again: for network folders",
        )))
}

fn run(matches: &ArgMatches, console: &Console) -> Result<Exit, Failure> {
    let Some(dir) = matches.get_one::<PathBuf>("dir") else { return Ok(Exit::Failed) };
    let mode = match (matches.get_flag("once"), matches.get_flag("poll")) {
        (true, _) => Mode::Once,
        (false, true) => Mode::Poll,
        (false, false) => Mode::Events,
    };
    watch(dir, mode, console)
}
