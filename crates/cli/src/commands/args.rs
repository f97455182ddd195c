//! Arguments that several commands share.

use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, ArgMatches, value_parser};
use lampiran_core::Lang;

/// The one workbook a command reads.
pub fn file(lang: Lang) -> Arg {
    path("file", lang.pick("BERKAS", "FILE"))
        .help(lang.pick("Buku kerja; - untuk masukan standar", "The workbook; - is standard input"))
}

/// A path that must be given, by its place among the arguments.
pub fn path(name: &'static str, shown: &'static str) -> Arg {
    Arg::new(name).value_name(shown).required(true).value_parser(value_parser!(PathBuf))
}

/// The paths of a batch.
pub fn paths(lang: Lang, help: &'static str) -> Arg {
    path("path", lang.pick("JALUR", "PATH")).action(ArgAction::Append).num_args(1..).help(help)
}

/// Where one result goes.
pub fn out(lang: Lang, help: &'static str) -> Arg {
    path("out", lang.pick("HASIL", "OUT")).required(false).short('o').long("out").help(help)
}

/// A switch.
pub fn flag(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue).help(help)
}

/// The switch that lets a result replace what is there.
pub fn force(lang: Lang) -> Arg {
    flag("force", lang.pick("Ganti berkas hasil yang sudah ada", "Replace the result where it exists"))
}

/// The path given for an argument; an empty one names nothing.
pub fn given<'a>(matches: &'a ArgMatches, name: &str) -> &'a Path {
    matches.get_one::<PathBuf>(name).map_or(Path::new(""), PathBuf::as_path)
}

/// All paths of a batch.
pub fn all_given(matches: &ArgMatches) -> Vec<PathBuf> {
    matches.get_many("path").into_iter().flatten().cloned().collect()
}
