//! `lampiran template`: the form for the next month, with only its entry cells open.

use std::path::Path;

use clap::{Arg, ArgMatches, Command, value_parser};
use lampiran_core::{Bulan, Lang};
use lampiran_writer::{is_signed, template};

use super::fill::{closed, extension, named};
use super::{Entry, announce, args, deliver};
use crate::console::Console;
use crate::files::Source;
use crate::filling::{cannot, is_editable, signature_left_out};
use crate::run::run_with_bytes;
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
        .arg(args::file(lang))
        .arg(
            args::out(
                lang,
                lang.pick("Nama formulir; - untuk keluaran standar", "Name of the form; - is standard output"),
            )
            .required(true),
        )
        .arg(
            Arg::new("month").long("month").value_name("N").value_parser(value_parser!(u8).range(1..=12)).help(
                lang.pick("Bulan, 1 sampai 12 (bawaan: bulan berikutnya)", "Month, 1 to 12 (default: the next one)"),
            ),
        )
        .arg(args::force(lang))
}

fn run(matches: &ArgMatches, console: &Console) -> Result<Exit, Failure> {
    let lang = console.lang;
    let target = args::given(matches, "out");
    let source = Source::one(args::given(matches, "file"));
    let (outcome, bytes) = run_with_bytes(&source, &settings::for_source(&source)?);
    announce(&outcome, console);
    if outcome.verdict() == Verdict::Ditolak {
        console.complain(&show::refusal(&outcome, lang));
        return Ok(Exit::Failed);
    }
    let shown = target.display();
    if target.exists() && !matches.get_flag("force") {
        return Err(Failure::new(
            format!("{shown} sudah ada. Pilih nama lain, atau tambahkan --force."),
            format!("{shown} exists. Choose another name, or add --force."),
        ));
    }
    if target != Path::new("-") {
        named(target, extension(&outcome, false))?;
    }
    if !matches.get_flag("force") {
        closed(target)?;
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
    deliver(target, &form, &source)?;
    let name = lang.pick(bulan.nama(), bulan.english());
    console.say(
        &lang.pick(format!("{berkas}: formulir {name} → {shown}"), format!("{berkas}: form for {name} → {shown}")),
    );
    if let Some(told) = signature_left_out(is_signed(&bytes), &form) {
        console.say(told.get(lang));
    }
    Ok(Exit::Clean)
}
