//! `lampiran check`: reads and checks files, and shows what was found.

use std::path::PathBuf;

use clap::{Arg, ArgMatches, Command, value_parser};
use lampiran_core::{Lang, Laporan, compare};
use rayon::prelude::*;

use super::{Entry, announce, args, format_arg, format_of, json};
use crate::console::Console;
use crate::files::{Source, expand};
use crate::html::{self, Section};
use crate::json::{HasilBerkas, HasilPeriksa, Ringkasan};
use crate::run::{findings_in_order, run_source};
use crate::{Exit, Failure, Outcome, Verdict, sarif, settings, show};

/// The command.
pub const ENTRY: Entry = Entry { names: ("check", "periksa"), build, run };

fn build(command: Command, lang: Lang) -> Command {
    command
        .about(lang.pick("Baca dan periksa; tunjukkan sel yang salah", "Read and check; show the cells that are wrong"))
        .override_usage(lang.pick("lampiran periksa JALUR… [pilihan]", "lampiran check PATH… [options]"))
        .arg(args::paths(
            lang,
            lang.pick(
                "Berkas, folder, atau pola seperti \"2024/**/*.xlsx\"; - untuk masukan standar",
                "Files, folders, or patterns such as \"2024/**/*.xlsx\"; - is standard input",
            ),
        ))
        .arg(format_arg(&["text", "json", "sarif", "html"], lang))
        .arg(
            Arg::new("before")
                .long("before")
                .value_name(lang.pick("LAMA", "OLD"))
                .value_parser(value_parser!(PathBuf))
                .help(lang.pick("Bandingkan dengan laporan bulan lalu", "Compare with last month's report")),
        )
}

fn run(matches: &ArgMatches, console: &Console) -> Result<Exit, Failure> {
    let lang = console.lang;
    let sources = expand(&args::all_given(matches))?;
    if sources.is_empty() {
        return Err(Failure::new(
            "tidak ada buku kerja (.xlsx, .xlsm, .xls, .xlsb, .ods) di sana.",
            "there is no workbook (.xlsx, .xlsm, .xls, .xlsb, .ods) there.",
        ));
    }
    let old = matches.get_one::<PathBuf>("before").map(|path| last_month(path, lang)).transpose()?;
    let format = format_of(matches);
    let progress = console.progress(sources.len());
    let checked: Vec<Checked> = sources
        .par_iter()
        .map(|source| {
            let checked = check(source, old.as_ref(), format, console)?;
            progress.step(&source.name());
            Ok(checked)
        })
        .collect::<Result<_, Failure>>()?;
    drop(progress);
    let mut sum = Ringkasan::default();
    let mut exit = Exit::Clean;
    for checked in &checked {
        sum.merge(checked.sum);
        exit = exit.max(checked.exit);
    }
    let shown = checked.into_iter().map(|checked| checked.shown);
    match format {
        "json" => {
            let berkas = shown.filter_map(|shown| if let Shown::Json(json) = shown { Some(*json) } else { None });
            console.print(&json(&HasilPeriksa { berkas: berkas.collect(), ringkasan: sum })?)?;
        }
        "sarif" => {
            let results =
                shown.filter_map(|shown| if let Shown::Sarif(results) = shown { Some(results) } else { None });
            console.print(&json(&sarif::log(&results.flatten().collect::<Vec<_>>(), lang))?)?;
        }
        "html" => {
            let sections =
                shown.filter_map(|shown| if let Shown::Html(section) = shown { Some(section) } else { None });
            console.print(&html::page(&sections.collect::<Vec<_>>(), &sum, lang))?;
        }
        _ => {
            let text: String =
                shown.filter_map(|shown| if let Shown::Text(text) = shown { Some(text) } else { None }).collect();
            console.print(&text)?;
            if sum.berkas > 1 {
                console.print(&show::batch(&sum, lang))?;
            }
        }
    }
    Ok(exit)
}

/// The report that was accepted last month.
fn last_month(path: &std::path::Path, lang: Lang) -> Result<Laporan, Failure> {
    let source = Source::one(path);
    let outcome = run_source(&source, &settings::for_source(&source)?);
    if outcome.verdict() == Verdict::Ditolak {
        let said = show::refusal(&outcome, lang);
        return Err(Failure::new(said.clone(), said));
    }
    Ok(outcome.laporan)
}

/// One file, checked and shown; its figures are let go.
struct Checked {
    sum: Ringkasan,
    exit: Exit,
    shown: Shown,
}

enum Shown {
    Text(String),
    Json(Box<HasilBerkas>),
    Sarif(Vec<serde_json::Value>),
    Html(Section),
}

fn check(source: &Source, old: Option<&Laporan>, format: &str, console: &Console) -> Result<Checked, Failure> {
    let lang = console.lang;
    let settings = settings::for_source(source)?;
    let mut outcome = run_source(source, &settings);
    if let Some(old) = old.filter(|_| outcome.verdict() != Verdict::Ditolak) {
        outcome.findings.extend(compare(old, &outcome.laporan, &settings).diagnostics);
        findings_in_order(&mut outcome.findings);
    }
    announce(&outcome, console);
    let mut sum = Ringkasan::default();
    sum.add(&outcome);
    let shown = match format {
        "json" => Shown::Json(Box::new(HasilBerkas::new(&outcome, lang))),
        "sarif" => Shown::Sarif(sarif::results(&outcome, lang)),
        "html" => Shown::Html(html::section(&outcome, lang)),
        _ => Shown::Text(text(&outcome, console)),
    };
    Ok(Checked { sum, exit: outcome.verdict().into(), shown })
}

/// The findings of a file and its line; `-q` leaves the line of a clean file out.
fn text(outcome: &Outcome, console: &Console) -> String {
    if console.quiet && outcome.findings.is_empty() {
        return String::new();
    }
    let mut text = show::findings(outcome, console.lang, console.width);
    text.push_str(&show::file(outcome, console.lang, console.width));
    if !outcome.findings.is_empty() {
        text.push('\n');
    }
    text
}
