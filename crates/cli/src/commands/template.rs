//! `lampiran template`: the form for the next month, with only its entry cells open.

use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use lampiran_core::{Bulan, Lang};
use lampiran_writer::template;

use super::{Entry, announce};
use crate::console::{Console, print_bytes};
use crate::files::Source;
use crate::filling::{cannot, is_editable};
use crate::run::run_with_bytes;
use crate::save::{resolve, save};
use crate::{Exit, Failure, Verdict, settings, show};

/// The command.
pub const ENTRY: Entry = Entry { names: ("template", "formulir"), build, run };

fn build(command: Command, lang: Lang) -> Command {
    command
        .about(lang.pick(
            "Buat formulir bulan berikutnya; hanya realisasi dan keterangan terbuka",
            "Make the form for the next month; only realisasi and keterangan are open",
        ))
        .override_usage(lang.pick(
            "lampiran formulir BERKAS -o HASIL [--month N] [pilihan]",
            "lampiran template FILE -o OUT [--month N] [options]",
        ))
        .arg(
            Arg::new("file")
                .value_name(lang.pick("BERKAS", "FILE"))
                .required(true)
                .value_parser(value_parser!(PathBuf))
                .help(lang.pick("Buku kerja bulan lalu (.xlsx, .xlsm)", "The workbook of last month (.xlsx, .xlsm)")),
        )
        .arg(
            Arg::new("out")
                .short('o')
                .long("out")
                .value_name(lang.pick("HASIL", "OUT"))
                .required(true)
                .value_parser(value_parser!(PathBuf))
                .help(lang.pick("Nama formulir; - untuk keluaran standar", "Name of the form; - is standard output")),
        )
        .arg(
            Arg::new("month").long("month").value_name("N").value_parser(value_parser!(u8).range(1..=12)).help(
                lang.pick("Bulan, 1 sampai 12 (bawaan: bulan berikutnya)", "Month, 1 to 12 (default: the next one)"),
            ),
        )
        .arg(
            Arg::new("force")
                .long("force")
                .action(ArgAction::SetTrue)
                .help(lang.pick("Ganti berkas hasil yang sudah ada", "Replace the result where it exists")),
        )
}

fn run(matches: &ArgMatches, console: &Console) -> Result<Exit, Failure> {
    let lang = console.lang;
    let (Some(file), Some(target)) = (matches.get_one::<PathBuf>("file"), matches.get_one::<PathBuf>("out")) else {
        return Ok(Exit::Failed);
    };
    let source = Source::one(file);
    let (outcome, bytes) = run_with_bytes(&source, &settings::for_source(&source)?);
    announce(&outcome, console);
    if outcome.verdict() == Verdict::Ditolak {
        console.complain(&show::refusal(&outcome, lang));
        return Ok(Exit::Failed);
    }
    let berkas = &outcome.berkas;
    if !is_editable(&outcome) {
        return Err(Failure::new(
            format!(
                "{berkas}: formulir hanya dapat dibuat dari .xlsx atau .xlsm. Isi dahulu: lampiran isi \"{berkas}\"."
            ),
            format!(
                "{berkas}: a form can only be made from .xlsx or .xlsm. Fill it first: lampiran fill \"{berkas}\"."
            ),
        ));
    }
    let asked = matches.get_one::<u8>("month").and_then(|number| Bulan::new(*number));
    let Some(bulan) = asked.or_else(|| outcome.laporan.bulan_akhir().and_then(Bulan::next)) else {
        return Err(Failure::new(
            format!("{berkas}: bulan berikutnya tidak diketahui. Sebut dengan --month."),
            format!("{berkas}: the next month is not known. Name it with --month."),
        ));
    };
    let form = template(&bytes, &outcome.laporan, bulan).map_err(|error| cannot(berkas, &error))?;
    if target == Path::new("-") {
        print_bytes(&form)?;
        return Ok(Exit::Clean);
    }
    let shown = target.display();
    resolve(target, source.path().as_slice())?;
    if target.exists() && !matches.get_flag("force") {
        return Err(Failure::new(
            format!("{shown} sudah ada. Pilih nama lain, atau tambahkan --force."),
            format!("{shown} exists. Choose another name, or add --force."),
        ));
    }
    save(target, &form, source.path().as_slice())?;
    let name = lang.pick(bulan.nama(), bulan.english());
    console.say(
        &lang.pick(format!("{berkas}: formulir {name} → {shown}"), format!("{berkas}: form for {name} → {shown}")),
    );
    Ok(Exit::Clean)
}
