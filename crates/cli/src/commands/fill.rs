//! `lampiran fill`: gives the workbook back with percentages, totals, rekap and findings filled in.

mod plan;
mod target;

use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use jiff::civil::date;
use jiff::tz::TimeZone;
use lampiran_core::{Bulan, Grade, Lang, Laporan};
use lampiran_writer::{Options, anew};

use super::check::exit;
use super::{Entry, announce};
use crate::console::{Console, print_bytes};
use crate::files::Source;
use crate::run::run_source;
use crate::save::{folder_of, save, sweep};
use crate::{Exit, Failure, Outcome, Verdict, settings, show};

/// The command.
pub const ENTRY: Entry = Entry { names: ("fill", "isi"), build, run };

fn build(command: Command, lang: Lang) -> Command {
    command
        .about(lang.pick(
            "Isi % dan TOTAL, tambahkan rekap dan catatan, dalam berkas baru",
            "Fill in % and TOTAL, add rekap and findings, in a new file",
        ))
        .override_usage(lang.pick("lampiran isi BERKAS [-o HASIL] [pilihan]", "lampiran fill FILE [-o OUT] [options]"))
        .arg(
            Arg::new("file")
                .value_name(lang.pick("BERKAS", "FILE"))
                .required(true)
                .value_parser(value_parser!(PathBuf))
                .help(lang.pick("Buku kerja; - untuk masukan standar", "The workbook; - is standard input")),
        )
        .arg(
            Arg::new("out")
                .short('o')
                .long("out")
                .value_name(lang.pick("HASIL", "OUT"))
                .value_parser(value_parser!(PathBuf))
                .help(lang.pick(
                    "Hasil (bawaan: NAMA.terisi.xlsx); - untuk keluaran standar",
                    "Result (default: NAME.terisi.xlsx); - is standard output",
                )),
        )
        .arg(
            Arg::new("dry-run")
                .long("dry-run")
                .action(ArgAction::SetTrue)
                .help(lang.pick("Hanya sebutkan sel yang akan diisi", "Only list the cells it would fill in")),
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
    let Some(file) = matches.get_one::<PathBuf>("file") else { return Ok(Exit::Failed) };
    let source = Source::one(file);
    let outcome = run_source(&source, &settings::for_source(&source)?);
    announce(&outcome, console);
    if outcome.verdict() == Verdict::Ditolak {
        console.complain(&show::refusal(&outcome, lang));
        return Ok(Exit::Failed);
    }
    let filled = plan::plan(&outcome);
    if matches.get_flag("dry-run") {
        console.print(&plan::table(&filled, &outcome.laporan, lang, console.width))?;
        return Ok(exit(outcome.verdict()));
    }
    let out = matches.get_one::<PathBuf>("out").map(PathBuf::as_path);
    let target = target::target(&source, out, matches.get_flag("force"))?;
    let bytes = workbook(&outcome, lang)?;
    if target == Path::new("-") {
        print_bytes(&bytes)?;
    } else {
        sweep(folder_of(&target));
        save(&target, &bytes, source.path().as_slice())?;
    }
    console.say(&summary(&outcome, filled.len(), &target, lang));
    Ok(exit(outcome.verdict()))
}

/// The report built anew as a workbook.
pub fn workbook(outcome: &Outcome, lang: Lang) -> Result<Vec<u8>, Failure> {
    let options = Options { lang, created: created(&outcome.laporan) };
    anew(&outcome.laporan, &outcome.computed, &outcome.findings, &options).map_err(|error| {
        let berkas = &outcome.berkas;
        Failure::new(format!("{berkas}: tidak dapat diisi: {error}"), format!("{berkas}: cannot be filled: {error}"))
    })
}

/// When the workbook says it was made: on the first day after the report's period, so that the same report gives the
/// same bytes whenever it is filled.
fn created(laporan: &Laporan) -> i64 {
    let tahun =
        laporan.periode.as_ref().and_then(|periode| periode.value.tahun).and_then(|tahun| i16::try_from(tahun).ok());
    let (tahun, bulan) = match (tahun.unwrap_or(2000), laporan.bulan_akhir().map(Bulan::next)) {
        (tahun, Some(Some(bulan))) => (tahun, bulan),
        (tahun, Some(None)) => (tahun.saturating_add(1), Bulan::JANUARI),
        (tahun, None) => (tahun, Bulan::JANUARI),
    };
    let day = jiff::civil::Date::new(tahun, i8::try_from(bulan.number()).unwrap_or(1), 1).unwrap_or(date(2000, 1, 1));
    day.to_zoned(TimeZone::UTC).map_or(0, |day| day.timestamp().as_second())
}

/// What was filled in and what is left, in two lines.
fn summary(outcome: &Outcome, filled: usize, target: &Path, lang: Lang) -> String {
    let cells = match filled {
        0 => lang.pick("semua sel sudah terisi", "all cells were filled in already").to_owned(),
        1 => lang.pick("1 sel diisi", "1 cell filled in").to_owned(),
        _ => lang.pick(format!("{filled} sel diisi"), format!("{filled} cells filled in")),
    };
    let written = if target == Path::new("-") { String::new() } else { format!(" → {}", target.display()) };
    let left = show::counts(outcome.count(Grade::Salah), outcome.count(Grade::PerluDilihat), lang);
    let left = if left.is_empty() {
        lang.pick("tidak ada catatan", "no findings").to_owned()
    } else {
        lang.pick(format!("tersisa {left}; lihat lembar Catatan"), format!("left: {left}; see the sheet Catatan"))
    };
    format!("{}: {cells}; {left}{written}", outcome.berkas)
}
