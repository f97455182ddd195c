//! `lampiran convert`: turns old reports into data or into today's layout, many at a time.

use std::collections::HashSet;
use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use lampiran_core::Lang;
use lampiran_tables::{CsvStyle, Partition};

use super::{Entry, args};
use crate::console::Console;
use crate::convert::{self, Order, To};
use crate::files::{Source, expand, listed};
use crate::{Exit, Failure};

/// The command.
pub const ENTRY: Entry = Entry { names: ("convert", "konversi"), build, run };

fn build(command: Command, lang: Lang) -> Command {
    command
        .about(lang.pick(
            "Ubah banyak laporan menjadi data atau buku kerja baru",
            "Turn many reports into data or new workbooks",
        ))
        .override_usage(lang.pick(
            "lampiran konversi JALUR… --out FOLDER --to json,csv,parquet,sqlite,xlsx [pilihan]",
            "lampiran convert PATH… --out DIR --to json,csv,parquet,sqlite,xlsx [options]",
        ))
        .arg(args::paths(
            lang,
            lang.pick(
                "Berkas, folder, atau pola; - membaca daftar jalur dari masukan standar, satu per baris",
                "Files, folders or patterns; - reads a list of paths on standard input, one a line",
            ),
        ))
        .arg(
            Arg::new("out")
                .long("out")
                .value_name(lang.pick("FOLDER", "DIR"))
                .required(true)
                .value_parser(value_parser!(PathBuf))
                .help(
                    lang.pick("Folder hasil; dibuat bila belum ada", "Folder of the results; made where it is missing"),
                ),
        )
        .arg(
            Arg::new("to")
                .long("to")
                .value_name("json,csv,parquet,sqlite,xlsx")
                .required(true)
                .value_delimiter(',')
                .value_parser(["json", "csv", "parquet", "sqlite", "xlsx"])
                .hide_possible_values(true)
                .help(lang.pick("Bentuk hasil, boleh beberapa", "Forms of the results, one or more")),
        )
        .arg(
            Arg::new("partition")
                .long("partition")
                .value_name("tahun,bulan")
                .value_parser(["tahun,bulan"])
                .hide_possible_values(true)
                .help(lang.pick(
                    "Parquet dalam folder tahun=…/bulan=… menurut laporan",
                    "Parquet in folders tahun=…/bulan=… by the report",
                )),
        )
        .arg(Arg::new("excel-id").long("excel-id").action(ArgAction::SetTrue).help(lang.pick(
            "CSV untuk Excel berbahasa Indonesia: titik koma, koma desimal, BOM",
            "CSV for Excel in Indonesian: semicolons, decimal commas, BOM",
        )))
        .arg(Arg::new("resume").long("resume").action(ArgAction::SetTrue).help(lang.pick(
            "Lewati berkas yang sudah selesai dan tidak berubah",
            "Skip files that are done and have not changed",
        )))
}

fn run(matches: &ArgMatches, console: &Console) -> Result<Exit, Failure> {
    let asked: Vec<&str> = matches.get_many::<String>("to").into_iter().flatten().map(String::as_str).collect();
    let out = matches.get_one::<PathBuf>("out").cloned().unwrap_or_default();
    let sources = convert::without_results(sources(matches)?, &out);
    let order = Order {
        shared: convert::shared_folder(&sources),
        sources,
        out,
        to: To::ALL.into_iter().filter(|to| asked.contains(&to.word())).collect(),
        partition: if matches.contains_id("partition") { Partition::TahunBulan } else { Partition::None },
        csv: if matches.get_flag("excel-id") { CsvStyle::ExcelId } else { CsvStyle::Plain },
        resume: matches.get_flag("resume"),
    };
    convert::convert(&order, console)
}

/// The files of the arguments and of the list, each once. In a list a path that names nothing costs itself only, also
/// where it looks like a pattern.
fn sources(matches: &ArgMatches) -> Result<Vec<Source>, Failure> {
    let mut sources = Vec::new();
    for path in matches.get_many::<PathBuf>("path").into_iter().flatten() {
        if path.as_os_str() == "-" {
            for line in listed()? {
                sources.extend(expand(std::slice::from_ref(&line)).unwrap_or_else(|_| vec![Source::File(line)]));
            }
        } else {
            sources.extend(expand(std::slice::from_ref(path))?);
        }
    }
    let mut seen = HashSet::new();
    sources.retain(|source| seen.insert(source.name()));
    Ok(sources)
}
