//! `lampiran fill`: gives the workbook back with percentages, totals, rekap and findings filled in.

mod list;
mod masukan;
mod target;

pub use target::{closed, extension, named};

use std::path::{Path, PathBuf};

use clap::{ArgMatches, Command};
use lampiran_core::{Entri, Lang};
use lampiran_writer::{Change, is_signed};

use super::{Entry, announce, args, deliver};
use crate::console::Console;
use crate::files::Source;
use crate::filling::{Entered, Filling, How, built_anew, enter, fill, is_editable, signature_left_out};
use crate::run::{checked, look_at_source, still_open};
use crate::{Exit, Failure, Verdict, settings, show};

/// The command.
pub const ENTRY: Entry = Entry { names: ("fill", "isi"), build, run };

fn build(command: Command, lang: Lang) -> Command {
    command
        .about(lang.pick(
            "Isi % dan TOTAL, tambahkan rekap dan catatan, dalam berkas baru",
            "Fill in % and TOTAL, add rekap and findings, in a new file",
        ))
        .override_usage(lang.pick("lampiran isi BERKAS [-o HASIL] [pilihan]", "lampiran fill FILE [-o OUT] [options]"))
        .arg(args::file(lang))
        .arg(args::out(
            lang,
            lang.pick(
                "Hasil (bawaan: NAMA.terisi.xlsx); - untuk keluaran standar",
                "Result (default: NAME.terisi.xlsx); - is standard output",
            ),
        ))
        .arg(args::flag(
            "dry-run",
            lang.pick("Hanya sebutkan sel yang akan diisi", "Only list the cells it would fill in"),
        ))
        .arg(args::flag(
            "fresh",
            lang.pick(
                "Bangun buku kerja baru, bukan mengisi yang ada",
                "Build a new workbook instead of filling this one",
            ),
        ))
        .args(masukan::args(lang))
        .arg(args::force(lang))
}

fn run(matches: &ArgMatches, console: &Console) -> Result<Exit, Failure> {
    let lang = console.lang;
    let source = Source::one(args::given(matches, "file"));
    let settings = settings::for_source(&source)?;
    let (outcome, bytes) = look_at_source(&source, &settings);
    announce(&outcome, console);
    if outcome.verdict() == Verdict::Ditolak {
        console.complain(&show::refusal(&outcome, lang));
        return Ok(Exit::Failed);
    }
    let fresh = matches.get_flag("fresh");
    let out = matches.get_one::<PathBuf>("out").map(PathBuf::as_path);
    let is_dry = matches.get_flag("dry-run");
    let extension = target::extension(&outcome, fresh);
    // A target that cannot be had is told before the work is done.
    let target = if is_dry { None } else { Some(target::target(&source, out, extension, matches.get_flag("force"))?) };
    let table = masukan::table(matches, &outcome, &settings)?;
    let entri = table.as_ref().map(|table| table.matched.entri.as_slice()).unwrap_or_default();
    let was_signed = is_signed(&bytes);
    let Entered { outcome, bytes, rebuilt } = enter(outcome, bytes, entri, &settings, fresh);
    let fresh = fresh || rebuilt.is_some();
    let outcome = if fresh || !is_editable(&outcome) { checked(outcome, &settings) } else { outcome };
    let lembar = outcome.laporan.lembar.clone();
    let how = How { fresh, listed: is_dry, lang };
    let mut filling = fill(outcome, &bytes, &settings, still_open(&source).as_slice(), how)?;
    filling.filled += entri.len();
    filling.changes.extend(entri.iter().map(change));
    filling.changes.sort_by_key(|change| change.place);
    if let Some(why) = rebuilt.as_ref().or(filling.rebuilt.as_ref()) {
        console.say(built_anew(why).get(lang));
    }
    if let Some(table) = &table {
        table.say(console);
    }
    match target {
        None => console.print(&list::list(&filling.changes, &lembar, lang, console.width))?,
        Some(target) => {
            deliver(&target, &filling.bytes, &source)?;
            console.say(&summary(&source.name(), &filling, &target, lang));
        }
    }
    if let Some(told) = signature_left_out(was_signed, &filling.bytes) {
        console.say(told.get(lang));
    }
    let exit = if table.is_some_and(|table| table.is_wrong()) { Exit::ErrorsFound } else { Exit::Clean };
    Ok(exit.max(filling.left.verdict.into()))
}

/// An entry as it is listed.
fn change(entri: &Entri) -> Change {
    Change { place: entri.place, before: entri.before.clone(), after: entri.isi.to_string() }
}

/// What was filled in and what is left, in one line.
fn summary(berkas: &str, filling: &Filling, target: &Path, lang: Lang) -> String {
    let filled = filling.filled;
    let cells = match filled {
        0 => lang.pick("semua sel sudah terisi", "all cells were filled in already").to_owned(),
        1 => lang.pick("1 sel diisi", "1 cell filled in").to_owned(),
        _ => lang.pick(format!("{filled} sel diisi"), format!("{filled} cells filled in")),
    };
    let written = if target == Path::new("-") { String::new() } else { format!(" → {}", target.display()) };
    let left = show::counts(filling.left.salah, filling.left.perlu_dilihat, lang);
    let left = if left.is_empty() {
        lang.pick("tidak ada catatan", "no findings").to_owned()
    } else {
        lang.pick(format!("tersisa {left}; lihat lembar Catatan"), format!("left: {left}; see the sheet Catatan"))
    };
    format!("{berkas}: {cells}; {left}{written}")
}
