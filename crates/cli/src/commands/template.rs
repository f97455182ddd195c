//! `lampiran template`: the form for the next month, with only its entry cells open.

use std::path::Path;

use clap::{Arg, ArgMatches, Command, value_parser};
use lampiran_core::{Bulan, Lang, Text};
use lampiran_writer::{is_signed, template};

use super::fill::{closed, extension, named};
use super::{Entry, announce, args, deliver};
use crate::console::Console;
use crate::files::Source;
use crate::filling::{cannot, is_editable, signature_left_out};
use crate::run::{checked, look_at_source};
use crate::{Exit, Failure, Outcome, Verdict, settings, show};

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
    let settings = settings::for_source(&source)?;
    let (outcome, bytes) = look_at_source(&source, &settings);
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
    let bulan = month(&outcome, matches.get_one::<u8>("month").and_then(|number| Bulan::new(*number)))?;
    let form = template(&bytes, &outcome.laporan, bulan).map_err(|error| cannot(berkas, &error))?;
    deliver(target, &form, &source)?;
    let name = lang.pick(bulan.nama(), bulan.english());
    console.say(
        &lang.pick(format!("{berkas}: formulir {name} → {shown}"), format!("{berkas}: form for {name} → {shown}")),
    );
    let outcome = checked(outcome, &settings);
    let told = [left_open(&outcome, bulan), skipped(&outcome, bulan), signature_left_out(is_signed(&bytes), &form)];
    for told in told.iter().flatten() {
        console.say(told.get(lang));
    }
    Ok(Exit::Clean)
}

/// The month of the form: the one that is asked for, else the one after the report's last.
fn month(outcome: &Outcome, asked: Option<Bulan>) -> Result<Bulan, Failure> {
    let berkas = &outcome.berkas;
    let last = outcome.laporan.bulan_akhir();
    if let (Some(asked), Some(last)) = (asked, last.filter(|last| asked.is_some_and(|asked| asked < *last))) {
        let (id, en) = ([last.nama(), asked.nama()], [last.english(), asked.english()]);
        return Err(Failure::new(
            format!("{berkas}: laporan sudah sampai {}; formulir {} tidak dibuat lagi.", id[0], id[1]),
            format!("{berkas}: the report goes up to {}; no form is made for {} any more.", en[0], en[1]),
        ));
    }
    asked.or_else(|| last?.next()).ok_or_else(|| match last {
        Some(_) => Failure::new(
            format!(
                "{berkas}: laporan sudah sampai Desember; formulir tahun berikutnya dibuat dari rencana aksi yang baru."
            ),
            format!("{berkas}: the report goes up to December; next year's form is made from the new plan."),
        ),
        None => Failure::new(
            format!("{berkas}: bulan berikutnya tidak diketahui. Sebut dengan --month."),
            format!("{berkas}: the next month is not known. Name it with --month."),
        ),
    })
}

/// What is told where the report's last month is not whole yet.
fn left_open(outcome: &Outcome, bulan: Bulan) -> Option<Text> {
    let last = outcome.laporan.bulan_akhir().filter(|last| *last < bulan)?;
    outcome.findings.iter().any(|finding| finding.name == "realisasi-belum-diisi").then(|| {
        Text::new(
            format!("Realisasi {} belum lengkap, dan selnya terkunci dalam formulir ini.", last.nama()),
            format!("Realisasi of {} are missing, and their cells are locked in this form.", last.english()),
        )
    })
}

/// What is told where the form is not for the next month but for a later one.
fn skipped(outcome: &Outcome, bulan: Bulan) -> Option<Text> {
    let first = outcome.laporan.bulan_akhir()?.next().filter(|first| *first < bulan)?;
    let last = Bulan::new(bulan.number().saturating_sub(1)).filter(|last| first < *last);
    let (id, en) = match last {
        Some(last) => (
            format!("{} sampai {}", first.nama(), last.nama()),
            format!("{} to {} are skipped", first.english(), last.english()),
        ),
        None => (first.nama().to_owned(), format!("{} is skipped", first.english())),
    };
    Some(Text::new(
        format!("{id} dilewati, dan selnya terkunci dalam formulir ini."),
        format!("{en}, and locked in this form."),
    ))
}
