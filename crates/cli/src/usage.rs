//! The command line itself: options that hold everywhere, help and errors of usage in the chosen language.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::builder::styling::{AnsiColor, Styles};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command};
use lampiran_core::Lang;

use crate::{Exit, commands, console};

/// Colours of help, where there is a terminal.
const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default())
    .placeholder(AnsiColor::Cyan.on_default());

/// The language of help and messages, before anything else is parsed: `--lang`, else LAMPIRAN_LANG, else Indonesian.
pub fn language(args: &[OsString]) -> Lang {
    let mut asked = None;
    let mut args = args.iter().filter_map(|arg| arg.to_str());
    while let Some(arg) = args.next() {
        match arg.strip_prefix("--lang") {
            Some("") => asked = args.next().map(str::to_owned),
            Some(rest) if rest.starts_with('=') => asked = rest.strip_prefix('=').map(str::to_owned),
            _ if arg == "--" => break,
            _ => {}
        }
    }
    match asked.or_else(|| std::env::var("LAMPIRAN_LANG").ok()).as_deref() {
        Some("en") => Lang::En,
        _ => Lang::Id,
    }
}

/// The whole command line.
pub fn command(lang: Lang) -> Command {
    let examples = lang.pick(
        "Contoh:
  lampiran periksa \"Lampiran Februari.xlsx\"    yang salah, sel demi sel
  lampiran isi \"Lampiran Februari.xlsx\"        isi % dan TOTAL, di berkas baru
  lampiran banding Januari.xlsx Februari.xlsx  yang berubah sejak bulan lalu",
        "Examples:
  lampiran check \"Lampiran Februari.xlsx\"      what is wrong, cell by cell
  lampiran fill \"Lampiran Februari.xlsx\"       fill in % and TOTAL
  lampiran compare Januari.xlsx Februari.xlsx  what changed since last month",
    );
    let about = lang.pick(
        "Membaca, memeriksa dan mengisi lampiran capaian rencana aksi perangkat daerah.",
        "Reads, checks and fills the monthly capaian rencana aksi workbooks of Indonesian local governments.",
    );
    let program = Command::new("lampiran")
        .version(env!("CARGO_PKG_VERSION"))
        .about(about)
        .before_help(examples)
        .styles(STYLES)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .override_usage(lang.pick("lampiran PERINTAH [pilihan]", "lampiran COMMAND [options]"))
        .help_template(lang.pick(
            "{before-help}{about}\n\nPemakaian: {usage}\n\nPerintah:\n{subcommands}\n\nPilihan:\n{options}\n\n\
             `lampiran PERINTAH --help` menjelaskan satu perintah.\n",
            "{before-help}{about}\n\nUsage: {usage}\n\nCommands:\n{subcommands}\n\nOptions:\n{options}\n\n\
             `lampiran COMMAND --help` explains one command.\n",
        ))
        .args(everywhere(lang));
    program.subcommands(commands::ALL.iter().map(|command| {
        let (name, alias) = command.names;
        let built = (command.build)(Command::new(name).alias(alias), lang);
        let about = built.get_about().map(ToString::to_string).unwrap_or_default();
        let positionals = if built.get_positionals().next().is_some() { "\n\n{positionals}" } else { "" };
        let template = lang.pick(
            format!("{about}\n\nPemakaian: {{usage}}{positionals}\n\nPilihan:\n{{options}}\n"),
            format!("{about}\n\nUsage: {{usage}}{positionals}\n\nOptions:\n{{options}}\n"),
        );
        // In the list of commands the alias stands before what the command does; in its own help it would say nothing.
        built.about(format!("({alias}) {about}")).help_template(template)
    }))
}

/// The options every command takes.
fn everywhere(lang: Lang) -> Vec<Arg> {
    vec![
        Arg::new("lang").long("lang").value_name("id|en").value_parser(["id", "en"]).hide_possible_values(true).help(
            lang.pick(
                "Bahasa: id (bawaan) atau en; juga lewat LAMPIRAN_LANG",
                "Language: id (default) or en; also by LAMPIRAN_LANG",
            ),
        ),
        Arg::new("color")
            .long("color")
            .value_name(lang.pick("KAPAN", "WHEN"))
            .value_parser(["auto", "always", "never"])
            .hide_possible_values(true)
            .help(lang.pick("Warna: auto (bawaan), always atau never", "Colours: auto (default), always or never")),
        Arg::new("jobs")
            .long("jobs")
            .value_name("N")
            .value_parser(clap::value_parser!(usize))
            .help(lang.pick("Berkas yang dikerjakan bersamaan", "Files handled at the same time")),
        Arg::new("quiet")
            .short('q')
            .long("quiet")
            .action(ArgAction::SetTrue)
            .help(lang.pick("Hanya hasil dan kesalahan", "Only results and errors")),
        Arg::new("verbose")
            .short('v')
            .long("verbose")
            .action(ArgAction::SetTrue)
            .help(lang.pick("Ceritakan lebih banyak", "Tell more")),
        Arg::new("help")
            .short('h')
            .long("help")
            .action(ArgAction::Help)
            .help(lang.pick("Tampilkan bantuan ini", "Show this help")),
        Arg::new("version")
            .short('V')
            .long("version")
            .action(ArgAction::Version)
            .help(lang.pick("Tampilkan versi", "Show the version")),
    ]
    .into_iter()
    .zip(100..)
    .map(|(arg, order)| arg.display_order(order))
    .map(|arg| if arg.get_id() == "version" { arg } else { arg.global(true) })
    .collect()
}

/// Shows help, the version, or what is wrong with the arguments.
pub fn answer(error: &clap::Error, lang: Lang) -> ExitCode {
    let mut shown = match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => return report(error, Exit::Clean),
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => return report(error, Exit::Failed),
        _ => wrong_usage(error, lang),
    };
    shown.push_str(lang.pick("\nLihat: lampiran --help", "\nSee: lampiran --help"));
    console::complain(&shown, anstream::ColorChoice::Auto);
    Exit::Failed.into()
}

/// Prints what clap has to say; a closed stream is nobody's fault.
fn report(error: &clap::Error, exit: Exit) -> ExitCode {
    let _ = error.print();
    exit.into()
}

/// What is wrong with the arguments, in one sentence; what clap tells beyond these kinds is told in its own words.
fn wrong_usage(error: &clap::Error, lang: Lang) -> String {
    let part = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) if kind == ContextKind::SuggestedSubcommand => {
            // The likeliest stands last.
            texts.last().cloned().unwrap_or_default()
        }
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    };
    let likely = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue]
        .map(part)
        .into_iter()
        .find(|text| !text.is_empty())
        .map_or_else(String::new, |text| lang.pick(format!(" Maksudnya {text}?"), format!(" Did you mean {text}?")));
    let arg = part(ContextKind::InvalidArg);
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let name = part(ContextKind::InvalidSubcommand);
            lang.pick(format!("perintah `{name}` tidak ada.{likely}"), format!("there is no command `{name}`.{likely}"))
        }
        ErrorKind::UnknownArgument => {
            lang.pick(format!("pilihan `{arg}` tidak ada.{likely}"), format!("there is no option `{arg}`.{likely}"))
        }
        ErrorKind::MissingRequiredArgument => lang.pick(format!("{arg} belum disebut."), format!("{arg} is missing.")),
        ErrorKind::ArgumentConflict => {
            let other = part(ContextKind::PriorArg);
            lang.pick(
                format!("{arg} tidak dapat dipakai bersama {other}."),
                format!("{arg} cannot be used together with {other}."),
            )
        }
        ErrorKind::InvalidValue => {
            let (value, valid) = (part(ContextKind::InvalidValue), part(ContextKind::ValidValue));
            match (value.is_empty(), valid.is_empty()) {
                (true, _) => lang.pick(format!("nilai untuk {arg} belum disebut."), format!("{arg} needs a value.")),
                (_, true) => {
                    lang.pick(format!("`{value}` tidak sah untuk {arg}."), format!("`{value}` is not valid for {arg}."))
                }
                _ => lang.pick(
                    format!("`{value}` tidak sah untuk {arg}; pilih: {valid}."),
                    format!("`{value}` is not valid for {arg}; choose: {valid}."),
                ),
            }
        }
        ErrorKind::ValueValidation => {
            let value = part(ContextKind::InvalidValue);
            lang.pick(format!("`{value}` tidak sah untuk {arg}."), format!("`{value}` is not valid for {arg}."))
        }
        _ => error.to_string().trim().trim_start_matches("error: ").to_owned(),
    }
}
